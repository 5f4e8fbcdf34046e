"""The first start: a desk with its administrator, a password, a recovery code, and a second place for backups."""

from dataclasses import dataclass
from pathlib import Path

from odrdesk.domain import passwords
from odrdesk.services import backup_place, clerks, recovery
from odrdesk.services.books import common_passwords
from odrdesk.services.desk import Changes, Clock, Done, create
from odrdesk.services.hashing import USUAL, Hashing
from odrdesk.services.recovery import Code


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be founded: the desk's name and folder, who owns it; no password, no second place where empty."""

    name: str
    owner: str
    path: Path
    password: str = ""
    backups: Path | None = None


def found(plan: Plan, *, clock: Clock, cost: Hashing = USUAL) -> Done[Code | None]:
    """Found a desk; nobody holds it afterwards. The recovery code where there is a password, to be shown once.

    Everything that may be refused is looked at before anything is made: the password, the second place
    (`backup.inside_desk`, `backup.not_writable`), and what `create` refuses.
    """
    if plan.password:
        passwords.check(plan.password, (plan.owner, plan.name), common_passwords())
    if plan.backups is not None:
        backup_place.check(plan.backups, plan.path)
    desk = create(plan.path, plan.name, owner=plan.owner, clock=clock)
    try:
        code: Code | None = None
        if plan.password:
            clerks.set_password(desk, plan.owner, plan.password, cost=cost)
            code = recovery.make(desk, plan.password, cost=cost).value
        if plan.backups is not None:
            plan.backups.mkdir(parents=True, exist_ok=True)
            backup_place.choose(desk, plan.backups)
    finally:
        desk.close(backup=False)
    return Done(code, Changes())
