import type { Rule } from './rules.ts';

/** How the names start or end of variables that change how the runner or the later steps run. */
const RESERVED_FAMILY =
  /^(GITHUB_|RUNNER_|ACTIONS_|INPUT_|STATE_|NODE_|NPM_|PYTHON|LD_|DYLD_|BASH_|GIT_|PIP_|XDG_|LC_)|_PROXY$/i;

const RESERVED_NAMES = new Set(
  [
    'PATH PATHEXT HOME CI ENV SHELL SHELLOPTS IFS PS0 PS1 PS2 PS3 PS4 PROMPT_COMMAND CDPATH PWD USER',
    'LOGNAME LANG TMPDIR TEMP TMP COMSPEC SYSTEMROOT SYSTEMDRIVE WINDIR USERPROFILE APPDATA',
    'LOCALAPPDATA PROGRAMFILES PROGRAMDATA PSMODULEPATH BASHOPTS ZDOTDIR SSH_ASKPASS OPENSSL_CONF',
    'SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE REQUESTS_CA_BUNDLE PERL5LIB PERL5OPT RUBYLIB RUBYOPT',
    'CLASSPATH JAVA_HOME JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS DOTNET_STARTUP_HOOKS',
  ].flatMap((names) => names.split(' ')),
);

/** The name of the environment variable that the token is exported as. */
export const ENV_NAME: Rule<string> = {
  is: 'a name of letters, digits and underscores, and none that changes how the runner or other programs work',
  parse: (text) =>
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) &&
    !RESERVED_FAMILY.test(text) &&
    !RESERVED_NAMES.has(text.toUpperCase())
      ? text
      : undefined,
};
