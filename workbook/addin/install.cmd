@echo off
rem Finds the Python that the packages are for, and lets it install them. No administrator's rights.
chcp 936 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 安装 gikxl
set "HERE=%~dp0"
if exist "%HERE%install.py" goto whole
echo 请先把整个压缩包解压出来，再双击里面的“安装.cmd”。
goto done
:whole
set "GIKXL_PYTHON=%HERE%python\python.exe"
if exist "%GIKXL_PYTHON%" goto found
set "GIKXL_PYTHON="
for /f "delims=" %%P in ('py -{python} -c "import sys; print(sys.executable)" 2^>nul') do set "GIKXL_PYTHON=%%P"
if exist "%GIKXL_PYTHON%" goto found
for /f "delims=" %%P in ('python -c "import sys; print(sys.executable)" 2^>nul') do set "GIKXL_PYTHON=%%P"
if exist "%GIKXL_PYTHON%" goto found
echo 没有找到 Python {python}（64 位）。两个办法，都不需要管理员权限：
echo   1. 用 python.org 的安装程序装 Python {python}（64 位），选“只为我安装”；
echo   2. 把 python.org 的 python-{python}.x-embed-amd64.zip 解压到这里的 python 文件夹。
echo 然后再双击“安装.cmd”。
goto done
:found
"%GIKXL_PYTHON%" -I -X utf8 "%HERE%install.py"
:done
pause
