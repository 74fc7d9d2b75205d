"""What the web page and the terminal send and get."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from api.channels.web_tokens import Channel
from api.conversations.metadata import NOTHING, Metadata

MAX_TEXT = 4000
"""Characters of one message: a long complaint fits, a pasted book does not."""


class NewConversation(BaseModel):
    """A conversation to be opened."""

    model_config = ConfigDict(extra="forbid")

    channel: Channel = "web"


class OpenedConversation(BaseModel):
    """The token to send as `Authorization: Bearer …`; it is shown once and stored nowhere."""

    token: str


ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class Place(BaseModel):
    """A place on the map, in degrees (WGS 84)."""

    model_config = ConfigDict(extra="forbid")

    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class NewMessage(BaseModel):
    """What a citizen says: a text, the id of an offered choice, or a place on the map. The same `client_id` again changes nothing."""

    model_config = ConfigDict(extra="forbid")

    client_id: ClientId
    text: Annotated[str, StringConstraints(max_length=MAX_TEXT)] | None = None
    choice_id: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    location: Place | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "NewMessage":
        said = (self.text or "").replace("\x00", "").strip()
        if self.choice_id is None and self.location is None and not said:
            raise ValueError("neither text nor choice_id nor location")
        if sum(one is not None for one in (self.text, self.choice_id, self.location)) > 1:
            raise ValueError("more than one of text, choice_id and location")
        return self


class StoredMessage(BaseModel):
    """Answer to a message: stored now, or already before."""

    client_id: str
    duplicate: bool


class ChoiceView(BaseModel):
    """A choice as the citizen sees it."""

    id: str
    title: str


class Attachment(BaseModel):
    """What came beside words: a place on the map, or files, which `files` of the message has."""

    kind: Literal["location", "photo", "video", "audio", "file"]
    lat: float | None = None
    lon: float | None = None


class FileView(BaseModel):
    """A file of a message. `url` is relative to /chat/api/ and opens it for some minutes; `size` in bytes.

    `awaited`: it is still to be fetched from the channel.
    """

    id: UUID
    kind: Literal["photo", "video", "audio", "file"]
    state: Literal["awaited", "kept", "refused"]
    media_type: str | None = None
    name: str | None = None
    size: int | None = None
    width: int | None = None
    height: int | None = None
    url: str | None = None


class MessageView(BaseModel):
    """A message as the citizen sees it, own data readable; `client_id` marks what this token sent.

    `metadata` tells programs what a reply is about.
    """

    id: UUID
    sequence: int
    author: Literal["citizen", "bot", "operator", "agency", "system"]
    text: str
    choices: list[ChoiceView]
    metadata: Metadata = NOTHING
    attachment: Attachment | None = None
    files: list[FileView] = []
    created_at: datetime
    client_id: str | None = None


class ConversationState(BaseModel):
    """Who answers now; `waiting`: a human was asked for, the assistant still answers."""

    owner: Literal["bot", "waiting", "operator"] = "bot"


class MessagePage(BaseModel):
    """Messages in their order; `more` tells that further ones follow the last of these."""

    messages: list[MessageView]
    state: ConversationState
    more: bool
