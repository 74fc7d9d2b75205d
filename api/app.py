"""The web application: every router, and what starts and stops with the process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api import clock, database, jobs, rasa_actions
from api.channels import telegram_polling, telegram_routes, web_routes, zalo_routes
from api.channels.registry import close_adapters
from api.console import register as register_console
from api.conversations import rasa_client
from api.errors import TrolyError
from api.feedback import file_routes
from api.feedback import routes as feedback_routes
from api.feedback import service as feedback
from api.live import LiveFeed
from api.logs import set_up_logs
from api.procedures import routes as procedure_routes
from api.procedures import service as procedures
from api.public import files as public_files
from api.public import routes as public_routes
from api.public import tracking as public_tracking
from api.settings import settings

log = structlog.get_logger()


def _background(tasks: set[asyncio.Task[None]], name: str, work: Coroutine[Any, Any, None]) -> None:
    """Run `work` for the life of the process; its failure is logged, never silent."""

    def ended(task: asyncio.Task[None]) -> None:
        tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("background work ended", name=name, exc_info=error)

    task = asyncio.create_task(work, name=name)
    tasks.add(task)
    task.add_done_callback(ended)


@contextlib.asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    config = settings()
    if config.database_url is None:
        raise database.DatabaseNotOpenError(
            "DATABASE_URL is not set; `troly serve` sets it for the embedded server"
        )
    database.open_database(config.database_url)
    live = LiveFeed(config.database_url)
    app.state.live = live
    tasks: set[asyncio.Task[None]] = set()
    async with jobs.app.open_async():
        await live.start()
        names = rasa_actions.load_actions()
        log.info("actions loaded", actions=len(names))
        await procedures.reload()
        # learned or computed at the first use: now, not in a citizen's turn
        await asyncio.to_thread(feedback.classify, "đèn đường hư")
        await asyncio.to_thread(clock.is_working_day, clock.now())
        _background(tasks, "catalogue", procedures.follow_changes(live))
        if config.run_worker:
            _background(tasks, "worker", jobs.run_worker(concurrency=config.worker_concurrency))
        # of no use before the first report is filed, so nobody waits for it at the start
        _background(tasks, "duplicates", asyncio.to_thread(feedback.warm_up_duplicates))
        if config.telegram_mode == "polling":
            _background(tasks, "telegram-polling", telegram_polling.poll_for_ever())
        try:
            yield
        finally:
            for task in list(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await close_adapters()
            await rasa_client.close()
            await live.stop()
    await database.close_database()


def create_app() -> FastAPI:
    """Build the application (uvicorn's factory)."""
    config = settings()
    set_up_logs(level=config.log_level, as_json=config.log_format == "json")
    app = FastAPI(
        title="Trợ lý 1022",
        lifespan=_life,
        docs_url="/api/docs",
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.add_exception_handler(TrolyError, _answer_error)
    app.get("/healthz", include_in_schema=False)(_alive)
    app.get("/readyz", include_in_schema=False)(_ready)
    app.get("/metrics", include_in_schema=False)(_metrics)
    for router in (
        rasa_actions.router,
        telegram_routes.router,
        zalo_routes.router,
        web_routes.router,
        feedback_routes.router,
        file_routes.router,
        procedure_routes.router,
        public_routes.router,
        public_tracking.router,
        public_files.router,
    ):
        app.include_router(router)
    register_console(app)
    return app


async def _answer_error(_request: Request, error: Exception) -> Response:
    if not isinstance(error, TrolyError):  # pragma: no cover - registered for TrolyError only
        raise error
    log.info("request refused", error=type(error).__name__, detail=error.detail)
    return JSONResponse({"detail": error.sentence}, status_code=error.status)


async def _alive() -> dict[str, str]:
    return {"status": "ok"}


async def _ready() -> Response:
    """Tell whether the whole can serve: the database answers, a worker runs the jobs, the catalogue is loaded, Rasa
    has its model.
    """
    checks: dict[str, bool] = {"catalogue": procedures.size() > 0, "database": False, "worker": False}
    try:
        async with database.transaction() as session:
            checks["worker"] = await jobs.worker_is_alive(session)
        checks["database"] = True
    except Exception:
        log.exception("database not ready")
    checks["rasa"] = await rasa_client.is_ready()
    return JSONResponse(checks, status_code=200 if all(checks.values()) else 503)


def _metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
