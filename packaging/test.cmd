@echo off
rem Lint, types, import rules and tests on Windows. Untested on a real machine.
setlocal
set "ROOT=%~dp0.."
set "VENV=%ROOT%\.venv"
if not exist "%VENV%\Scripts\python.exe" py -3 -m venv "%VENV%" || exit /b 4
if not exist "%VENV%\.capsa-requirements-test" (
  "%VENV%\Scripts\python.exe" -m pip install --quiet --require-hashes -r "%ROOT%\packaging\requirements-test.txt" || exit /b 4
  "%VENV%\Scripts\python.exe" "%ROOT%\packaging\link_checkout.py" || exit /b 4
  echo done> "%VENV%\.capsa-requirements-test"
)
set "PATH=%VENV%\Scripts;%PATH%"
cd /d "%ROOT%"
ruff check src tests packaging || exit /b 1
ruff format --check src tests packaging || exit /b 1
mypy || exit /b 1
lint-imports || exit /b 1
pytest -m "not long" %*
exit /b %ERRORLEVEL%
