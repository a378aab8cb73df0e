@echo off
rem test [preset [step...]]: builds with Visual C++ and runs every test, on Windows.
rem   preset  msvc-x64 (without one), msvc-x86, msvc-arm64
rem   step    build, test, package; without one: build and test
rem Needs Visual Studio 2022 17.9 or later, or its Build Tools, with the C++ workload, and Git.
setlocal
cd /d "%~dp0.."
set "preset=%~1"
if "%preset%"=="" set "preset=msvc-x64"
set "steps=%~2 %~3 %~4"
if "%~2"=="" set "steps=build test"

set "arch="
if "%preset%"=="msvc-x64" set "arch=x64"
if "%preset%"=="msvc-x86" set "arch=x64_x86"
if "%preset%"=="msvc-arm64" set "arch=x64_arm64"
if "%arch%"=="" echo test: no preset %preset% 1>&2& exit /b 2

rem Visual Studio is where its installer says.
set "vswhere=%ProgramFiles(x86)%\Microsoft Visual Studio\Installer\vswhere.exe"
if not exist "%vswhere%" echo test: no Visual Studio here 1>&2& exit /b 1
set "studio="
for /f "usebackq delims=" %%i in (`"%vswhere%" -latest -products * -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath`) do set "studio=%%i"
if "%studio%"=="" echo test: this Visual Studio has no C++ workload 1>&2& exit /b 1
call "%studio%\VC\Auxiliary\Build\vcvarsall.bat" %arch% || exit /b 1

for %%s in (%steps%) do call :%%s || exit /b 1
exit /b 0

:build
cmake --preset %preset% || exit /b 1
cmake --build --preset %preset% || exit /b 1
exit /b 0

:test
ctest --preset %preset% || exit /b 1
exit /b 0

:package
cmake --build --preset %preset% --target package || exit /b 1
exit /b 0
