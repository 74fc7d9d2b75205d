"""Whether a report is ever lost, filed twice or told twice while processes of the product are killed.

Citizens file reports over the web chat of the whole product; meanwhile, at random moments of their talks, a random process
of it that is up is killed with SIGKILL, also while another is still coming back. Afterwards every citizen's talk is held
against the database. Moments and victims are drawn from the seed; what is under way at them is not.
"""

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from evaluation.benchmarks import fault_stored
from evaluation.benchmarks.fault_citizen import Citizen, Report
from evaluation.benchmarks.fault_counting import Counts, count
from evaluation.benchmarks.fault_killing import kill_one, wait_until_up
from evaluation.benchmarks.fault_pace import Pace
from evaluation.benchmarks.fault_recovery import Watch
from evaluation.stack import Stack

_QUIET_WITHIN: Final = 600.0


class Run:
    """One run over `stack`: `filings` reports by `citizens` at once, `kills` kills, as many as `minutes` allow.

    When the time is over nothing is killed and no report begun any more; those begun are brought to their end.
    """

    def __init__(
        self,
        stack: Stack,
        *,
        filings: int,
        kills: int,
        citizens: int,
        seed: int,
        minutes: float | None = None,
    ) -> None:
        self._stack, self.watch = stack, Watch(stack)
        self._pace = Pace(Random(f"{seed}-moments"), filings=filings, kills=kills, citizens=citizens)
        self._filings, self._wanted, self._parallel = filings, kills, citizens
        self._reports, self._victims = Random(f"{seed}-reports"), Random(f"{seed}-kills")
        self._moved = threading.Condition()
        self._console = Console(stderr=True)
        self._stop = threading.Event()
        self._end = None if minutes is None else time.monotonic() + 60 * minutes
        self._done = self._answered = 0
        self.undone = 0
        self.kills: list[str] = []
        self.talks: list[Citizen] = []

    def carry_out(self) -> Counts:
        """File, kill, wait until all is quiet (`undone`: what is left to do after ten minutes), and count.

        Raises:
            StackError: the product did not come back.
        """
        self.talks = [
            Citizen(self._stack.address, Report.drawn(self._reports), self._stop, on_answer=self._hear)
            for _ in range(self._filings)
        ]
        self.watch.start()
        with ThreadPoolExecutor(self._parallel) as pool:
            filing = [pool.submit(self._file, one) for one in self.talks]
            try:
                self._kill_all()
                for one in filing:
                    one.result()
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        self.watch.stop()
        self.undone = self._wait_until_quiet()
        for citizen in self.talks:
            if citizen.first_id:
                citizen.listen_again()
        begun = [one.talk() for one in self.talks if one.first_id]
        return count(begun, fault_stored.read(self._stack.var), self.kills)

    def _file(self, citizen: Citizen) -> None:
        if self._is_over():
            return
        try:
            citizen.file()
        finally:
            with self._moved:
                self._done += 1
                self._moved.notify_all()
        self._say(f"{self._done}/{self._filings} phản ánh")

    def _hear(self) -> None:
        with self._moved:
            self._answered += 1
            self._moved.notify_all()

    def _kill_all(self) -> None:
        while len(self.kills) < self._wanted:
            self._wait_for_moment()
            if self._has_ended():
                return
            victim = kill_one(self._stack, self._victims)
            if victim is None:
                continue
            self.watch.killed(victim, now=time.monotonic())
            self.kills.append(victim)
            self._say(f"{len(self.kills)}/{self._wanted} lần giết tiến trình: {victim}")

    def _wait_for_moment(self) -> None:
        soon = self._pace.soon() if self.kills else None
        if soon is not None:
            time.sleep(soon)
            return
        due = self._pace.due(answered=self._answered, filed=self._done, killed=len(self.kills))
        with self._moved:
            while self._answered < due and not self._has_ended():
                self._moved.wait(timeout=1.0)

    def _has_ended(self) -> bool:
        return self._done >= self._filings or self._is_over()

    def _is_over(self) -> bool:
        return self._end is not None and time.monotonic() > self._end

    def _wait_until_quiet(self) -> int:
        self._say("chờ yên …")
        wait_until_up(self._stack)
        end = time.monotonic() + _QUIET_WITHIN
        while (undone := fault_stored.undone(self._stack.var)) and time.monotonic() < end:
            time.sleep(1.0)
        return undone

    def _say(self, line: str) -> None:
        self._console.print(line, highlight=False)


@contextmanager
def _data_folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def faults_command(
    filings: Annotated[int, typer.Option(min=1, help="Số phản ánh")] = 500,
    kills: Annotated[int, typer.Option(min=0, help="Số lần giết một tiến trình")] = 200,
    citizens: Annotated[int, typer.Option(min=1, help="Số người dân nói chuyện cùng lúc")] = 24,
    seed: Annotated[int, typer.Option(help="Hạt giống ngẫu nhiên")] = 1,
    minutes: Annotated[
        float | None, typer.Option(min=0.1, help="Thôi giết tiến trình sau số phút này")
    ] = None,
    keep: Annotated[Path | None, typer.Option(help="Giữ dữ liệu, nhật ký của lần chạy ở thư mục này")] = None,
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Giết tiến trình ngẫu nhiên trong lúc người dân gửi phản ánh, rồi đếm phản ánh mất, trùng, báo hai lần."""
    with _data_folder(keep) as folder:
        stack = Stack(folder / "var")
        stack.module("evaluation.benchmarks.starter_catalogue")
        started = time.monotonic()
        stack.start()
        try:
            run = Run(
                stack,
                filings=filings,
                kills=kills,
                citizens=citizens,
                seed=seed,
                minutes=minutes,
            )
            counts = run.carry_out()
        finally:
            stack.stop()
            (folder / "serve.log").write_text("\n".join(stack.output), encoding="utf-8")
    figures = asdict(counts) | {
        "undone": run.undone,
        "seconds": round(time.monotonic() - started),
        "share_up": round(run.watch.share_up, 3),
        "recovery": {victim: asdict(one) for victim, one in run.watch.recoveries().items()},
    }
    if json_:
        Console().print_json(json.dumps(figures))
        return
    _print(figures)


_TITLES: Final = {
    "faults": "Lần giết tiến trình",
    "filed": "Phản ánh đã lưu",
    "lost": "Phản ánh bị mất",
    "filed_twice": "Phản ánh bị lưu trùng",
    "told_twice": "Câu trả lời bị lặp",
    "untold": "Người không được báo mã",
    "unfinished": "Người bỏ dở trước khi xác nhận",
    "failures": "Câu trả lời “chưa trả lời được”",
    "undone": "Tin nhắn chưa trả lời, chưa gửi xong sau 10 phút",
    "seconds": "Thời gian chạy (giây)",
    "share_up": "Phần thời gian mọi tiến trình đều chạy",
    "recovery": "Giây từ lúc bị giết đến khi chạy lại",
}


def _print(figures: dict[str, object]) -> None:
    table = Table("", "", show_header=False)
    for key, title in _TITLES.items():
        table.add_row(title, str(figures[key]))
    Console().print(table)
