"""THE WINDOW: it draws and asks. It calls a service on a task thread and shows the answer."""

from wallet.ui import lasting_singletons

lasting_singletons.keep()
