"""Reports and findings into files: templates, copies, marks, text, pages."""
