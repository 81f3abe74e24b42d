@echo off
rem Start Capsa on Windows: set up what is missing, then run it with the arguments given. Untested on a real machine.
setlocal
set "ROOT=%~dp0.."
set "VENV=%ROOT%\.venv"
if not exist "%VENV%\Scripts\python.exe" (
  py -3 -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))" || (echo Capsa needs Python 3.11 or newer.& exit /b 4)
  py -3 -m venv "%VENV%" || exit /b 4
)
if not exist "%VENV%\.capsa-requirements" (
  "%VENV%\Scripts\python.exe" -m pip install --quiet --require-hashes -r "%ROOT%\packaging\requirements.txt" || exit /b 4
  "%VENV%\Scripts\python.exe" "%ROOT%\packaging\link_checkout.py" || exit /b 4
  echo done> "%VENV%\.capsa-requirements"
)
"%VENV%\Scripts\python.exe" -m wallet %*
exit /b %ERRORLEVEL%
