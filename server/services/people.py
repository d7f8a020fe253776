"""Add a person who waits for a report."""

from datetime import datetime

from server.contract.visitor import FileReport
from server.domain import identity
from server.domain.filing import FiledForm
from server.store import report

from .world import World


async def add_reporter(
    world: World, report_id: int, conversation_id: int | None, *, form: FiledForm, command: FileReport, now: datetime
) -> int:
    """Insert the reporter, then the hashes of the code and link, which are derived from the row's id. Return that."""
    reporter_id = await report.add_reporter(
        report.NewReporter(
            report_id=report_id, conversation_id=conversation_id, name=form.name, whatsapp=form.whatsapp,
            whatsapp_typed=command.whatsapp, notice_version=command.notice_version, wa_consent=command.wa_consent,
        ),
        at=now,
    )  # fmt: skip
    await report.keep_hashes(
        reporter_id,
        code_hash=identity.hash_code(world.secret, identity.tracking_code(world.secret, reporter_id)),
        link_hash=identity.hash_token(identity.link_token(world.secret, reporter_id)),
    )
    return reporter_id
