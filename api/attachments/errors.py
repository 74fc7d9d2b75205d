"""Why a file is not taken or not shown, with the sentence its sender reads."""

from api.attachments import wording
from api.attachments.models import FileKind
from api.errors import ForbiddenError, NotFoundError, TrolyError


class FileRefusedError(TrolyError):
    """The file is not taken; sending the same one again would not help."""

    status = 422


class FileTooLargeError(FileRefusedError):
    """More bytes than its kind may have."""

    status = 413

    def __init__(self, kind: FileKind, *, megabytes: int) -> None:
        sentence = wording.TOO_LARGE(kind=wording.KIND[kind](), limit=megabytes)
        super().__init__(f"{kind} of more than {megabytes} MB", sentence=sentence)


class UnknownTypeError(FileRefusedError):
    """The content is of no type that is taken."""

    status = 415
    sentence = wording.UNKNOWN_TYPE()


class EmptyFileError(FileRefusedError):
    """There is nothing in the file."""

    sentence = wording.EMPTY()


class BrokenPictureError(FileRefusedError):
    """The picture cannot be read to its end."""

    sentence = wording.BROKEN_PICTURE()


class TooManyPixelsError(FileRefusedError):
    """The picture would fill the memory."""

    sentence = wording.TOO_MANY_PIXELS()


class TooManyFilesError(FileRefusedError):
    """One citizen sent more in a day than anybody needs to."""

    status = 429
    sentence = wording.TOO_MANY()


class NotFetchedError(FileRefusedError):
    """The channel does not give the file: gone, or out of reach for too long."""

    sentence = wording.NOT_FETCHED()


class FileNotFoundForYouError(NotFoundError):
    """There is no such file, or it is not the asker's to see."""

    sentence = "Dạ, không tìm thấy tệp này."


class StoreAwayError(TrolyError):
    """The place where files lie does not answer, or takes nothing: down, full, or its key is wrong."""

    status = 503
    sentence = "Dạ, nơi lưu tệp đang trục trặc. Anh/chị thử lại sau ít phút giúp em ạ."


class LinkExpiredError(ForbiddenError):
    """The link is too old, or not one of ours."""

    sentence = "Dạ, liên kết đã hết hạn. Anh/chị tải lại trang để mở tệp giúp em ạ."
