"""The integrated chronology as a file: XLSX, DOCX, PDF, CSV and JSON. Opened again by the importer, all but the PDF give the same rows."""
