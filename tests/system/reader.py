"""A screen reader's hands and eyes, run by the system's own Python: knows the program by its accessible tree alone.

    reader.py APPLICATION CASE

finds the list of cases by its name, opens the case, takes its next step, and prints what it saw, one JSON line each.
"""

import json
import sys
import time
from contextlib import suppress

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 -- the version is chosen first

PATIENCE = 60.0
RETURN = 0xFF0D
BUTTONS = ("button", "push button", "toggle button", "radio button", "check box", "page tab")


def say(what, **more):
    print(json.dumps({"what": what, **more}, ensure_ascii=False), flush=True)


def walk(node, depth=0):
    """Every node below one, without the thousands of cells of a table."""
    yield node
    if depth > 30:
        return
    try:
        count = node.get_child_count()
    except GLib.Error:  # it went meanwhile
        return
    for place in range(min(count, 400)):
        child = None
        with suppress(GLib.Error):
            child = node.get_child_at_index(place)
        if child is not None:
            yield from walk(child, depth + 1)


def showing(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def find(root, fits, what):
    """The first node that fits, waited for."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for node in walk(root):
            with suppress(GLib.Error):
                if fits(node):
                    return node
        time.sleep(0.2)
    say("not found", sought=what, names=sorted({str(node.get_name()) for node in walk(root) if node.get_name()})[:200])
    sys.exit(1)


def press(node):
    action = node.get_action_iface()
    names = [Atspi.Action.get_action_name(action, place) for place in range(Atspi.Action.get_n_actions(action))]
    Atspi.Action.do_action(action, names.index("Press") if "Press" in names else 0)


def application(name):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(place)
            if one is not None and name in (one.get_name() or ""):
                return one
        time.sleep(0.2)
    say("no application", sought=name)
    sys.exit(1)


def named(words, *roles):
    """A node in view whose name holds these words."""
    return lambda node: (
        words in (node.get_name() or "") and showing(node) and (not roles or node.get_role_name() in roles)
    )


def main():
    app = application(sys.argv[1])
    say("application", name=app.get_name())
    cases = find(app, named("案件", *BUTTONS), "the place 案件")
    press(cases)
    listed = find(app, named("案件列表", "table", "list", "tree table"), "the list by its name")
    say("list", name=listed.get_name(), role=listed.get_role_name())
    table = listed.get_table_iface()
    rows = Atspi.Table.get_n_rows(table)
    words = []
    chosen = -1
    for row in range(rows):
        cells = [
            Atspi.Table.get_accessible_at(table, row, column) for column in range(Atspi.Table.get_n_columns(table))
        ]
        said = [str(cell.get_name()) for cell in cells if cell is not None]
        words.append(said)
        if any(sys.argv[2] in one for one in said):
            chosen = row
    say("rows", count=rows, first=words[:2])
    if chosen < 0:
        sys.exit(1)
    Atspi.Component.grab_focus(listed.get_component_iface())
    Atspi.Table.add_row_selection(table, chosen)
    Atspi.generate_keyboard_event(RETURN, None, Atspi.KeySynthType.SYM)  # as a reader passes a key on
    step = find(app, named("受理", *BUTTONS), "the next step")
    say("case", step=step.get_name())
    press(step)
    until = time.monotonic() + PATIENCE
    buttons = []
    while len(buttons) < 2 and time.monotonic() < until:  # that of the page, and that of the dialog over it
        time.sleep(0.2)
        buttons = [node for node in walk(app) if named("受理", *BUTTONS)(node)]
    say("dialog", buttons=len(buttons))
    press(buttons[-1])
    find(app, lambda node: "已受理" in (node.get_name() or "") and showing(node), "that it was taken")
    say("done")


main()
