"""What can go wrong with accounts and log-ins, each with a sentence for the person."""

from api.errors import ConflictError, NotFoundError, TrolyError


class LogInRefusedError(TrolyError):
    """Name or password is wrong, or the account is closed or locked.

    One sentence for all, so that a stranger learns neither which names exist nor whether a guess was right.
    """

    status = 401
    sentence = (
        "Tên đăng nhập hoặc mật khẩu chưa đúng. "
        "Nhập sai 5 lần liên tiếp thì tài khoản tạm khóa 15 phút; anh/chị vui lòng kiểm tra rồi thử lại."
    )


class AccountLockedError(LogInRefusedError):
    """Too many wrong passwords in a row; the account opens again by itself."""


class NotLoggedInError(TrolyError):
    """No log-in, or it has ended: expired, logged out, or the account was closed."""

    status = 401
    sentence = "Phiên đăng nhập đã hết. Anh/chị vui lòng đăng nhập lại."


class WeakPasswordError(TrolyError):
    """The password breaks a rule; the sentence says which."""

    status = 422


class InvalidAccountError(TrolyError):
    """A field of a new account is not acceptable; the sentence says which."""

    status = 422


class UsernameTakenError(ConflictError):
    """Another account has this name."""

    sentence = "Tên đăng nhập này đã có người dùng."


class AccountNotFoundError(NotFoundError):
    """No account of this name or number."""

    sentence = "Không tìm thấy tài khoản này."


class LastAdminError(ConflictError):
    """The last administrator would be closed, and nobody could manage accounts any more."""

    sentence = "Đây là quản trị viên cuối cùng nên không thể ngừng tài khoản này."
