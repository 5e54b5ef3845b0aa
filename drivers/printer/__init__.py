"""Receipt and label printers that speak ESC/POS.

``profiles`` says what a model can do (data, never ``if model ==``), ``encode`` turns a document into bytes, ``paint``
into the picture that its paper will be, ``port`` carries bytes, ``device`` is the ``kiosk.seams.Printer`` made of them.
"""
