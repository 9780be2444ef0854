"""The defined names of the template: they follow a cell wherever it is moved."""

from gikxl.form import Form
from gikxl.write.template.layout import cell
from gikxl.write.template.places import info_cells, table_layouts


def defined_names(form: Form) -> dict[str, str]:
    """Each defined name with the cells it stands for.

    `report_unit` and its like for 基本信息, `requests_inputs` for all cells of a table that are
    filled in, and `requests_new_natural_person` for a single field: its key with underscores.
    """
    names = {
        f"report_{key}": f"'{place.sheet}'!{cell(place.row, place.column).absolute}"
        for key, place in info_cells().items()
    }
    for layout in table_layouts(form):
        inputs = layout.references(key for key in layout.cells if key not in form.totals)
        names[f"{layout.table.key}_inputs"] = inputs
        for key in layout.cells:
            names[key.replace(".", "_")] = layout.references([key])
    return names
