"""Errors that reach a person: a Vietnamese sentence for them, a precise message for the log."""


class TrolyError(Exception):
    """An error with a sentence for the citizen or officer.

    `sentence` is shown; `detail` goes to the log; `status` is the HTTP status a route answers with.
    """

    status = 400
    sentence = "Dạ, yêu cầu chưa thực hiện được. Anh/chị vui lòng thử lại ạ."

    def __init__(self, detail: str = "", *, sentence: str | None = None) -> None:
        super().__init__(detail or sentence or self.sentence)
        self.detail = detail or self.sentence
        if sentence is not None:
            self.sentence = sentence


class NotFoundError(TrolyError):
    """What was asked for does not exist, or is not the asker's to see."""

    status = 404
    sentence = "Dạ, không tìm thấy thông tin được yêu cầu."


class ForbiddenError(TrolyError):
    """The asker may not do this."""

    status = 403
    sentence = "Anh/chị không có quyền thực hiện thao tác này."


class ConflictError(TrolyError):
    """The state has changed meanwhile, so the step does not apply any more."""

    status = 409
    sentence = "Thao tác không còn phù hợp với trạng thái hiện tại."
