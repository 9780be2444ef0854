@echo off
rem Checks the files dropped on it; for WPS, and where macros may not run.
rem The command line goes to Python untouched: here it would break at an ampersand.
chcp 936 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 核对年报
set "GIKXL_PYTHON="
for /f "tokens=2,*" %%A in ('reg query HKCU\Software\gikxl /v Python 2^>nul ^| findstr REG_SZ') do set "GIKXL_PYTHON=%%B"
if exist "%GIKXL_PYTHON%" goto found
set "GIKXL_PYTHON=%LOCALAPPDATA%\gikxl\python\Scripts\python.exe"
if exist "%GIKXL_PYTHON%" goto found
set "GIKXL_PYTHON=%LOCALAPPDATA%\gikxl\python\python.exe"
if exist "%GIKXL_PYTHON%" goto found
echo 这台电脑还没有安装 gikxl：请先双击离线安装包里的“安装.cmd”。
goto done
:found
setlocal EnableDelayedExpansion
set "GIKXL_DROPPED=!cmdcmdline!"
"!GIKXL_PYTHON!" -I -B -X utf8 -m gikxl.cli.dropped
:done
pause
rem Not exit /b: what stands behind an ampersand in a path is no command.
exit
