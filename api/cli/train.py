"""`troly train bot|encoder|ranker`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.bootstrap.artefacts import train_model
from api.bootstrap.progress import step
from api.settings import settings

app = typer.Typer(help="Huấn luyện các mô hình của trợ lý.", no_args_is_help=True)
console = Console()


@app.command()
def bot() -> None:
    """Huấn luyện mô hình hội thoại Rasa từ nlu_data/ và bot/."""
    with step("Huấn luyện mô hình hội thoại Rasa"):
        path = train_model(settings().var_dir)
    console.print(f"Mô hình ở {path}", highlight=False)


@app.command()
def ranker(
    catalogue: Annotated[
        Path, typer.Argument(exists=True, help="Danh mục để học, ví dụ procedures.jsonl.gz")
    ],
) -> None:
    """Học lại trọng số xếp hạng và độ chắc chắn (retrieval/ranking.yml) từ các câu hỏi mẫu để riêng."""
    from retrieval.catalogue import load, overlay, starter
    from retrieval.ranking_training import train_ranker

    procedures, _ = load(catalogue)
    with step("Học xếp hạng"):
        heldout = train_ranker(overlay(procedures, starter()), progress=_told)
    console.print(heldout)


def _told(what: str, share: float) -> None:
    console.print(f"  {what}: {share:.0%}", highlight=False)


@app.command()
def encoder(
    catalogue: Annotated[
        Path, typer.Argument(exists=True, help="Danh mục để học, ví dụ procedures.jsonl.gz")
    ],
    out: Annotated[Path | None, typer.Option(help="Thư mục ghi mô hình; mặc định retrieval/model")] = None,
    seed: int = 1022,
) -> None:
    """Huấn luyện bộ mã hóa câu của dự án từ danh mục, thẻ khởi đầu, câu hỏi mẫu và từ điển."""
    from retrieval.catalogue import load, overlay, starter
    from retrieval.encoder import OWN_MODEL
    from retrieval.training import train_encoder

    procedures, _ = load(catalogue)
    with step("Huấn luyện bộ mã hóa"):
        train_encoder(overlay(procedures, starter()), out or OWN_MODEL, seed=seed, progress=_told)
