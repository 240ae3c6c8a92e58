"""docs/rights.md, read: who may do what, and what that makes of an answer."""


def read_table(path):
    """{action: {role: {relation}}} of docs/rights.md; an empty cell is left out."""
    rows = [line.strip().strip("|").split("|") for line in path.read_text("utf-8").splitlines() if line.startswith("| ")]
    start = next(i for i, row in enumerate(rows) if row[0].strip() == "action")
    roles = [cell.split("<br>")[0].strip() for cell in rows[start][1:]]
    table = {}
    for row in rows[start + 1 :]:
        cells = [{name.strip() for name in cell.split(",") if name.strip()} for cell in row[1:]]
        table[row[0].strip()] = {role: cell for role, cell in zip(roles, cells) if cell}
    return table


def expected_status(table, action, role, held, door=None):
    """None: allowed. `door` is the action that the operation names, where its body asks for another one."""
    if role not in table[door or action]:
        return 403
    if table[action].get(role, set()) & held:
        return None
    return 403 if table["consultation.read"].get(role, set()) & held else 404
