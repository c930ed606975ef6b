@echo off
rem Runs the lockstep command on Windows. What is not built is built first; after a change of the sources, build by hand: mvnw -DskipTests package
setlocal
for %%d in ("%~dp0..\..") do set "home=%%~fd"

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -version >nul 2>&1
if errorlevel 1 (
    echo lockstep: there is no Java: install a JDK, 17 or newer, or set JAVA_HOME to one 1>&2
    exit /b 2
)

set "impl="
call :find
if not defined impl (
    echo lockstep: building, at the first use 1>&2
    call "%home%\mvnw.cmd" -B -q -f "%home%\pom.xml" -DskipTests -Dspotless.check.skip package 1>&2
    if errorlevel 1 exit /b 2
    call :find
)

"%java%" -XX:+UseParallelGC -Xss8m %LOCKSTEP_JAVA_OPTIONS% "-javaagent:%agent%" "-Dlockstep.specs=%home%\specs" "-Dlockstep.code=%home%\impl" "-Dlockstep.notes=%home%\proofs-notes" -cp "%cli%;%impl%" dev.lockstep.cli.Lockstep %*
exit /b %ERRORLEVEL%

:find
for %%f in ("%home%\trace-checker\cli\target\lib\lockstep-cli-*.jar") do set "cli=%%f"
for %%f in ("%home%\impl\target\lib\lockstep-impl-*.jar") do set "impl=%%f"
for %%f in ("%home%\trace-checker\agent\target\lockstep-agent-*.jar") do set "agent=%%f"
goto :eof
