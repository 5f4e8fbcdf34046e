"""A screen reader's eyes and hands, run by the system's own Python: knows the program by its accessible tree alone.

    reader.py < questions > answers

One JSON object a line each way. A question names what is sought (`name`, a part of it; `roles`; `pid`) and what to do
with it: `see`, `gone`, `press`, `focus`, `row`, `names`. It is asked again and again
until the answer is there or `patience` has passed; then the answer is `{"found": false}` with the names in view.
"""

import json
import sys
import time
from contextlib import suppress

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 -- the version is chosen first

PAUSE = 0.03
BUTTONS = ("button", "push button", "toggle button", "radio button", "check box", "page tab", "link")
kept = {"seen": None, "here": None}
"""What was found last; what got the focus last, by the events of the bus: to look for it would take a second."""


def heard(event):
    if event.detail1:
        kept["here"] = event.source


listener = Atspi.EventListener.new(heard)
listener.register("object:state-changed:focused")


def walk(node, depth=0):
    """Every node in view below one, without the thousands of cells of a table."""
    yield node
    if depth > 40 or node.get_role_name() in {"table", "tree table"}:
        return
    for place in range(min(node.get_child_count(), 400)):
        child = None
        with suppress(GLib.Error):  # it went meanwhile
            child = node.get_child_at_index(place)
        if child is not None and (depth == 0 or showing(child)):
            yield from walk(child, depth + 1)


def showing(node):
    with suppress(GLib.Error):
        return node.get_state_set().contains(Atspi.StateType.SHOWING)
    return False


def application(pid):
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        one = desktop.get_child_at_index(place)
        if one is not None and one.get_process_id() == pid:
            return one
    return None


def text_of(node):
    own = node.get_text_iface()
    return Atspi.Text.get_text(own, 0, -1) if own else ""


def fits(node, asked):
    name = node.get_name() or ""
    if asked.get("whole") and name != asked["name"]:
        return False
    if asked.get("name", "") not in name or not showing(node):
        return False
    if asked.get("buttons") and node.get_role_name() not in BUTTONS:
        return False
    if asked.get("roles") and node.get_role_name() not in asked["roles"]:
        return False
    states = node.get_state_set()
    if asked.get("live") and not states.contains(Atspi.StateType.ENABLED):
        return False
    return "says" not in asked or asked["says"] in text_of(node)


def find(asked):
    """The first node that fits, or the last one: what lies over the page comes last."""
    app = application(asked["pid"])
    found = None
    if app is not None:
        for node in walk(app):
            with suppress(GLib.Error):
                if fits(node, asked):
                    found = node
                    if not asked.get("last"):
                        break
    return found


def told(node):
    return {"found": True, "name": node.get_name() or "", "role": node.get_role_name(), "text": text_of(node)}


def see(asked):
    node = kept["here"] if asked.get("focused") else find(asked)
    if node is None or not fits(node, asked):
        return None
    kept["seen"] = node
    return told(node)


def gone(asked):
    return {"found": True} if find(asked) is None else None


def press(asked):
    node = find({**asked, "live": True})
    if node is None:
        return None
    action = node.get_action_iface()
    names = [Atspi.Action.get_action_name(action, place) for place in range(Atspi.Action.get_n_actions(action))]
    done = Atspi.Action.do_action(action, names.index("Press") if "Press" in names else 0)
    return told(node) if done else None


def focus(asked):
    node = find(asked)
    if node is None or not Atspi.Component.grab_focus(node.get_component_iface()):
        return None
    return told(node)


def row(asked):
    """Choose the row of a list that says something, as a reader chooses it; its cells' words."""
    node = find(asked)
    table = node.get_table_iface() if node is not None else None
    if table is None:
        return None
    columns = range(Atspi.Table.get_n_columns(table))
    for place in range(Atspi.Table.get_n_rows(table)):
        cells = [Atspi.Table.get_accessible_at(table, place, column) for column in columns]
        said = [str(cell.get_name()) for cell in cells if cell is not None]
        if any(asked["of"] in one for one in said):
            Atspi.Table.add_row_selection(table, place)
            return {"found": True, "cells": said, "rows": Atspi.Table.get_n_rows(table)}
    return None


def names(asked):
    app = application(asked["pid"])
    return {"found": True, "names": sorted({str(node.get_name()) for node in walk(app) if node.get_name()})}


DEEDS = {"see": see, "gone": gone, "press": press, "focus": focus, "row": row, "names": names}


def listen():
    """Let the events in that wait."""
    while GLib.MainContext.default().iteration(may_block=False):
        pass


def answer(asked):
    until = time.monotonic() + asked.get("patience", 60.0)
    while True:
        listen()
        with suppress(GLib.Error):
            found = DEEDS[asked["do"]](asked)
            if found is not None:
                return found
        if time.monotonic() > until:
            with suppress(GLib.Error, AttributeError, KeyError):
                return {
                    "found": False,
                    "names": names(asked)["names"][:150],
                    "text": text_of(kept["seen"]) if kept["seen"] else "",
                }
            return {"found": False, "names": []}
        time.sleep(PAUSE)


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), ensure_ascii=False), flush=True)
