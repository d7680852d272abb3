@echo off
rem run demo | test [--long] [pytest arguments] | setup [--dev] | any command of teller-assist
rem Installs what is missing into .venv, then runs.
setlocal enableextensions disabledelayedexpansion
set "root=%~dp0"
set "venv=%root%.venv"
set "python=%venv%\Scripts\python.exe"
set "PYTHONUTF8=1"
set "PYTHONHOME="
set "level=desk"
set "lock=requirements.lock"
if "%~1"=="" goto usage
if "%~1"=="test" set "level=dev"
if "%~1"=="setup" if "%~2"=="--dev" set "level=dev"
if "%level%"=="dev" set "lock=requirements-dev.lock"

rem The stamp is a copy of the lock that .venv was made from.
set "stamp=%venv%\.stamp-%level%"
if not exist "%python%" goto make
fc /b "%root%%lock%" "%stamp%" >nul 2>&1 && goto ready
if exist "%venv%\.complete" goto fill

:make
set "found="
for %%p in ("py -3" "python" "python3") do if not defined found (
    %%~p -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "found=%%~p"
)
if not defined found (
    echo Python 3.11 or newer is needed>&2
    exit /b 1
)
echo Making .venv>&2
if exist "%venv%" rmdir /s /q "%venv%"
%found% -m venv "%venv%" || exit /b 1

:fill
if exist "%venv%\.complete" del "%venv%\.complete"
if exist "%venv%\.stamp-*" del /q "%venv%\.stamp-*"
set "wheels="
if exist "%root%wheelhouse\" set "wheels=--no-index --find-links "%root%wheelhouse""
echo Installing Python packages (%lock%)>&2
"%python%" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: %wheels% -r "%root%%lock%" 1>&2
if errorlevel 1 (
    echo pip failed: check the network, or provide a wheelhouse folder>&2
    exit /b 1
)
>"%venv%\Lib\site-packages\teller_assist.pth" echo ..\..\..
copy /b /y "%root%%lock%" "%stamp%" >nul
if "%level%"=="dev" copy /b /y "%root%requirements.lock" "%venv%\.stamp-desk" >nul
type nul >"%venv%\.complete"
echo Ready>&2

:ready
if "%~1"=="setup" exit /b 0
if "%~1"=="test" goto test
"%python%" -c "import sys; sys.argv[0] = 'teller-assist'; from teller_assist.cli import main; sys.exit(main())" %*
exit /b %errorlevel%

:test
shift /1
set "args="
if "%~1"=="--long" (
    set "args=-m """
    shift /1
)
:more
if "%~1"=="" goto pytest
set "args=%args% %1"
shift /1
goto more
:pytest
cd /d "%root%"
"%python%" -m pytest %args%
exit /b %errorlevel%

:usage
echo Usage: run demo ^| test [--long] ^| setup ^| any command of teller-assist>&2
exit /b 2
