"""What an officer or a citizen did that a case does not allow, with the sentence they read."""

from api.errors import ConflictError, NotFoundError, TrolyError


class CaseNotFoundError(NotFoundError):
    """No such case, or it is another agency's."""

    sentence = "Dạ, không tìm thấy phản ánh này. Anh/chị kiểm tra lại mã (dạng PA-260930-7KX2M) giúp em ạ."


class NoReasonError(TrolyError):
    """A reason or an answer is needed and is empty."""

    status = 422
    sentence = "Anh/chị vui lòng ghi nội dung trước khi gửi."


class OtherAgencyNeededError(ConflictError):
    """A case can only go to another agency than the one that has it."""

    sentence = "Anh/chị vui lòng chọn cơ quan khác để chuyển."


class ExtensionError(TrolyError):
    """The due date cannot be moved there; the sentence says why."""

    status = 422


class SplitError(TrolyError):
    """The report cannot be split so; the sentence says why."""

    status = 422


class MergeError(ConflictError):
    """These two reports cannot be merged; the sentence says why."""


class TooLateError(ConflictError):
    """The time in which the citizen may say whether it is fixed is over."""

    sentence = "Dạ, đã quá thời gian xác nhận cho lần trả lời này. Nếu việc chưa xong, anh/chị gửi phản ánh mới giúp em ạ."


class AlreadyToldError(ConflictError):
    """The citizen has already said so."""

    sentence = "Dạ, em đã ghi nhận ý kiến của anh/chị cho lần trả lời này rồi ạ."
