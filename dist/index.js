/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 232:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = require("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = require("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = require("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = require("path");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return file_command_issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    command_issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    core_error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function core_error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./lib/errors.js
/** Every way a run can fail, as the output `error-code` spells it. */
const ERROR_CODES = (/* unused pure expression or super */ null && ([
    'invalid-input',
    'missing-credentials',
    'credentials-rejected',
    'credentials-locked',
    'token-expired',
    'token-rejected',
    'storage-denied',
    'storage-gate-failed',
    'unreachable',
    'timeout',
    'server-error',
    'unexpected-redirect',
    'bad-response',
    'internal-error',
]));
/**
 * A failure the reader of the log can act on. Its message says what failed, where, why and what to do next. It never
 * holds a secret, a token, a response body, a header or a request, and neither does its cause.
 */
class AsposeAuthError extends Error {
    name = 'AsposeAuthError';
    code;
    constructor(code, message) {
        super(message);
        this.code = code;
    }
}
/** Where the documentation deals with failures of this kind. */
function troubleshootingUrl(code) {
    return `https://github.com/org/aspose-auth/blob/v1/docs/troubleshooting.md#${code}`;
}

;// CONCATENATED MODULE: ./lib/clock.js
/** Milliseconds of a clock that never jumps. Not `performance.now()`, for which Node loads a module. */
function monotonicMs() {
    return process.uptime() * 1000;
}
/** Resolves after so many milliseconds. Not that of `node:timers/promises`, which is another module to load. */
function sleep(ms) {
    return new Promise((resolve) => {
        setTimeout(resolve, ms);
    });
}

;// CONCATENATED MODULE: ./lib/runner/log.js

/** Masking shorter values would blot out innocent text all over the log. */
const SHORTEST_MASK = 8;
const secrets = new Set();
/** Registers `secret` with the runner, which shows `***` in its place from the next line of the log on. */
function mask(secret) {
    if (secret === '' || secrets.has(secret)) {
        return;
    }
    if (secret.length >= SHORTEST_MASK) {
        // The runner masks each line of a secret by itself, and one of white space alone would blot out the log.
        setSecret(secret.replace(/^[^\S\r\n]+$/gm, ''));
    }
    secrets.add(secret);
}
/** Keeps a value out of what servers are quoted with, without masking it: a Client Id that is a secret put in its place. */
function withhold(value) {
    if (value.length >= SHORTEST_MASK) {
        secrets.add(value);
    }
}
/** Registers a token, and also its payload and its signature, which tools show on their own. */
function maskToken(token) {
    mask(token);
    for (const segment of token.split('.').slice(1)) {
        mask(segment);
    }
}
/** Fewer characters of a secret in a row are taken for chance. */
const SHORTEST_PART = 12;
/**
 * Whether `text` holds a value that was given to {@link mask}, or a part of it that is long enough to tell something, as
 * it is or in an encoding that servers echo. A server may quote a secret cut short, or a line of one that has several.
 */
function holdsSecret(text) {
    const searched = text.toLowerCase();
    return [...secrets]
        .flatMap(echoedForms)
        .some((form) => parts(form.toLowerCase()).some((part) => searched.includes(part)));
}
function echoedForms(secret) {
    const bytes = Buffer.from(secret);
    return [
        secret,
        encodeURIComponent(secret.toWellFormed()),
        new URLSearchParams({ '': secret }).toString().slice(1),
        JSON.stringify(secret).slice(1, -1),
        // What comes before the secret moves its base64, as a user name does in Basic authentication.
        ...[0, 1, 2].map((shift) => bytes.subarray(shift).toString('base64').replace(/.?=*$/, '')),
    ].filter((form) => form === secret || form.length >= SHORTEST_MASK);
}
function parts(form) {
    const starts = Math.max(1, form.length - SHORTEST_PART + 1);
    return Array.from({ length: starts }, (_, start) => form.slice(start, start + SHORTEST_PART));
}
/**
 * `text` as it may stand in a line of the log: without characters that end the line, move the cursor or reorder what is
 * read, and without the mark that starts a workflow command in the middle of a line.
 */
function printable(text) {
    return text
        .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\u{fffd}')
        .replaceAll('##[', '# #[');
}
/** `text` starts with words of this project's own, so that no value in it can start a workflow command. */
function log_info(text) {
    info(printable(text));
}
function log_notice(text) {
    notice(printable(text), { title: 'aspose-auth' });
}
function log_warning(text) {
    warning(printable(text), { title: 'aspose-auth' });
}
function log_debug(text) {
    debug(printable(text));
}

;// CONCATENATED MODULE: ./lib/text.js
/** `1 path`, `2 paths`. */
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
/** Seconds as a person says them, in the largest unit that leaves two or more: `45 seconds`, `10 minutes`, `3 days`. */
function duration(seconds) {
    const units = { day: 86_400, hour: 3600, minute: 60 };
    for (const [unit, length] of Object.entries(units)) {
        if (seconds >= 2 * length) {
            return count(Math.round(seconds / length), unit);
        }
    }
    return count(Math.ceil(seconds), 'second');
}
/** The first of `items`, as many as together hold no more than `most` bytes. */
function fitting(items, most) {
    let bytes = 0;
    const tooMany = items.findIndex((item) => {
        bytes += Buffer.byteLength(item);
        return bytes > most;
    });
    return items.slice(0, tooMany === -1 ? items.length : tooMany);
}
/** `text` without its percent-encoding; what is no valid encoding stays as it is. */
function percentDecoded(text) {
    return text.replace(/(%[\da-f]{2})+/gi, (encoded) => {
        try {
            return decodeURIComponent(encoded);
        }
        catch {
            return encoded;
        }
    });
}

;// CONCATENATED MODULE: ./lib/service/answer.js



function isSuccess({ status }) {
    return status >= 200 && status <= 299;
}
/** Whether the same request can have a better answer soon. */
function isTransient(status) {
    return [408, 429, 500, 502, 503, 504].includes(status);
}
/** What an answer means whose status has no meaning of its own to the caller. */
function statusError(answer) {
    const { purpose, status, host, attempts, retryAfter } = answer;
    if (status >= 300 && status <= 399) {
        return new AsposeAuthError('unexpected-redirect', `${purpose} failed: ${host} answered with a redirect to ${redirectTarget(answer)} (HTTP ${status}). It was not followed, because requests carry a secret. Set base-url, token-url or storage-url to the final address.`);
    }
    return new AsposeAuthError('server-error', `${purpose} failed: ${host} answered HTTP ${status} (${count(attempts, 'attempt')}). ${statusAdvice(status, retryAfter)}`);
}
/** A well-formed HTTP answer that is not what the API gives; `found` says what it holds instead. */
function badResponse({ purpose, host, status }, found) {
    return new AsposeAuthError('bad-response', `${purpose} failed: ${host} answered HTTP ${status} with ${found}. Check base-url, token-url and storage-url; if they are right, a proxy or gateway may be answering in place of the service.`);
}
/** @throws AsposeAuthError `bad-response` when the body is not a JSON object */
function parseObject(answer) {
    const object = tryParseObject(answer.body);
    if (object === undefined) {
        throw badResponse(answer, 'something other than a JSON object');
    }
    return object;
}
/** The object that `text` is the JSON of, or undefined. */
function tryParseObject(text) {
    try {
        const value = JSON.parse(text);
        return isObject(value) ? value : undefined;
    }
    catch {
        // Swallowed, because the parser's message quotes the text, which may hold a token.
        return undefined;
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/**
 * The value of the key `name`, written in any case, or undefined.
 *
 * @throws AsposeAuthError `bad-response` when keys differ in case alone: an answer that may contradict itself is not to
 *   be trusted
 */
function pick(object, name, answer) {
    const keys = Object.keys(object).filter((key) => key.toLowerCase() === name.toLowerCase());
    if (keys.length > 1) {
        throw badResponse(answer, `several spellings of the key ${name}`);
    }
    return keys[0] === undefined ? undefined : object[keys[0]];
}
function redirectTarget({ location, host }) {
    if (location === undefined) {
        return 'an address that it does not name';
    }
    const target = URL.parse(location, `https://${host}`);
    if (target === null || target.host === '') {
        return 'an invalid address';
    }
    const shown = `${target.protocol}//${target.host}`;
    return holdsSecret(shown) ? 'an address that is not shown, since it holds a secret' : shown;
}
function statusAdvice(status, retryAfter) {
    if (status < 500 && status !== 408 && status !== 429) {
        return 'Check base-url, token-url and storage-url, and what was asked for.';
    }
    if (retryAfter !== undefined) {
        return `It asks to wait ${duration(retryAfter)}, for which timeout-seconds leaves no room: run again after that, or raise timeout-seconds.`;
    }
    return status === 429
        ? 'It limits how often it may be asked: run fewer jobs at once, or raise timeout-seconds.'
        : 'The trouble is on its side: run again later, or raise timeout-seconds to ride it out.';
}

;// CONCATENATED MODULE: ./lib/http/network-failure.js

const TRANSIENT_ERROR = /^(EAI_AGAIN|ECONN(ABORTED|REFUSED|RESET)|EHOSTUNREACH|ENET(DOWN|UNREACH)|EPIPE|ETIMEDOUT)$/;
/** What to do, by the first pattern that fits the reason. */
const ADVICE = [
    [
        /^ERR_INVALID_URL$/,
        'https_proxy or http_proxy must be the URL of an http or https proxy, with user and password percent-encoded.',
    ],
    [
        /proxy.*(DEPTH|SELF|UNABLE)_/,
        'Set NODE_EXTRA_CA_CERTS to a PEM file with the authority of the proxy.',
    ],
    [/proxy/, 'Check https_proxy or http_proxy, its user and password, and no_proxy.'],
    [/^HPE_/, 'That is not valid HTTP: check scheme and port of base-url and the other URLs.'],
    [
        /^(DEPTH|SELF|UNABLE)_/,
        'If its authority is right, add it by NODE_EXTRA_CA_CERTS (a PEM file).',
    ],
    [/^(EPROTO|ERR_SSL)/, 'Check scheme, host and port: does the port speak TLS?'],
    [/^(CERT|ERR_TLS)/, "Check the host and the runner's clock."],
    [
        /^ENOTFOUND$/,
        'Check the host of base-url and the other URLs; behind a proxy, set https_proxy.',
    ],
    [/./, 'Check that the runner may connect to it; behind a proxy, set https_proxy or http_proxy.'],
];
/** @throws `error` itself when it is none of the network's */
function networkFailure(error) {
    const { message, code, isOfProxy } = error;
    // An answer other than 200 is told in words.
    const [, status] = /^Bad response: (\d+)$/.exec(message) ?? [];
    if (isOfProxy && status !== undefined) {
        return failure(`the proxy answered HTTP ${status}`, isTransient(Number(status)));
    }
    if (code === undefined) {
        throw error;
    }
    const reason = isOfProxy ? `the proxy failed with ${code}` : code;
    return failure(reason, TRANSIENT_ERROR.test(code));
}
/** Nothing, or not all of an answer, within the time of an attempt. */
const SILENCE = {
    code: 'timeout',
    reason: 'nothing complete came back',
    advice: 'If the service is slow, raise timeout-seconds; else check that the runner can reach it.',
    retry: true,
};
function failure(reason, retry) {
    const code = reason.startsWith('HPE_') ? 'bad-response' : 'unreachable';
    return { code, reason, advice: ADVICE.find(([fits]) => fits.test(reason))?.[1] ?? '', retry };
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = require("node:http");
var external_node_http_default = /*#__PURE__*/__nccwpck_require__.n(external_node_http_namespaceObject);
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = require("node:https");
var external_node_https_default = /*#__PURE__*/__nccwpck_require__.n(external_node_https_namespaceObject);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/hpagent/index.js
var hpagent = __nccwpck_require__(629);
;// CONCATENATED MODULE: ./node_modules/hpagent/index.mjs


/* harmony default export */ const node_modules_hpagent = ((/* unused pure expression or super */ null && (mod)));
const HttpProxyAgent = hpagent.HttpProxyAgent
const HttpsProxyAgent = hpagent.HttpsProxyAgent

;// CONCATENATED MODULE: ./lib/http/proxy.js





const agents = new Map();
/**
 * The agent that keeps connections to the origin of `url` alive, in tunnels when a variable asks for a proxy. An error of
 * the proxy has the property `isOfProxy`.
 *
 * @throws Error `ERR_INVALID_URL` when the variable names no http or https proxy
 */
function agentFor(url) {
    const agent = agents.get(url.origin) ?? createAgent(url);
    agents.set(url.origin, agent);
    return agent;
}
/** ` through the proxy HOST`, without the user and the password that the variable may hold. */
function viaProxy(url) {
    try {
        const proxy = proxyOf(url);
        return proxy === undefined ? '' : ` through the proxy ${proxy.host}`;
    }
    catch {
        return '';
    }
}
function createAgent(url) {
    const isSecure = url.protocol === 'https:';
    const proxy = proxyOf(url);
    if (proxy === undefined) {
        return new (isSecure ? (external_node_https_default()) : (external_node_http_default())).Agent({ keepAlive: true });
    }
    const { protocol, hostname, port } = proxy;
    const user = [proxy.username, proxy.password].map(percentDecoded).join(':');
    const agent = new (isSecure ? HttpsProxyAgent : HttpProxyAgent)({
        keepAlive: true,
        // In parts, because the resolver knows IPv6 addresses without brackets, and a user or password may hold a bare %.
        proxy: { protocol, hostname: hostname.replace(/[[\]]/g, ''), port },
        proxyRequestOptions: {
            headers: user === ':'
                ? {}
                : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` },
        },
    });
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (options, callback) => connect(options, (error, socket) => callback?.(error && Object.assign(error, { isOfProxy: true }), socket));
    return agent;
}
/**
 * The proxy that a variable names for `url`, with or without its scheme, unless `no_proxy` names the host. The toolkit's
 * `getProxyUrl()` would go without a proxy when it cannot read the variable.
 */
function proxyOf(url) {
    const scheme = url.protocol.slice(0, -1);
    const variable = process.env[`${scheme}_proxy`] || process.env[`${scheme.toUpperCase()}_PROXY`];
    if (!variable || checkBypass(url)) {
        return undefined;
    }
    const address = variable.trim();
    const proxy = URL.parse(/^(\w+:\/\/|https?:)/.test(address) ? address : `http://${address}`);
    // An @ so late tells of a password with a character that ends the host, a part of which would pass for the host.
    const isTorn = proxy !== null && (proxy.pathname + proxy.search + proxy.hash).includes('@');
    if (proxy === null || isTorn || !/^https?:$/.test(proxy.protocol)) {
        throw Object.assign(new Error('no proxy'), { code: 'ERR_INVALID_URL' });
    }
    return proxy;
}

;// CONCATENATED MODULE: ./lib/version.js
/** The version of `package.json`, which is not part of the bundle. A test holds the two together. */
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./lib/http/send.js







const USER_AGENT = `aspose-auth/${VERSION}`;
const MAX_BODY_BYTES = 1024 * 1024;
/**
 * Sends a request once and reads the answer whole, however it turns out. No redirect is followed.
 *
 * @param limit milliseconds after which it is given up
 * @throws AsposeAuthError `bad-response` when the answer is over 1 MiB
 */
async function exchange(asked, limit) {
    const { purpose, method, url, body } = asked;
    const headers = { accept: 'application/json', 'user-agent': USER_AGENT, ...asked.headers };
    let timer;
    let isLate = false;
    try {
        const { request } = url.protocol === 'https:' ? (external_node_https_default()) : (external_node_http_default());
        const sent = request(url, { agent: agentFor(url), method, headers });
        const message = await new Promise((resolve, reject) => {
            sent.on('response', resolve).on('upgrade', resolve).on('error', reject).end(body);
            timer = setTimeout(() => {
                isLate = true;
                sent.destroy();
                // A request that still waits for a proxy tells nothing of its end.
                reject();
            }, limit);
        });
        const head = {
            purpose,
            status: message.statusCode ?? 0,
            host: url.host,
            retryAfter: parseRetryAfter(message.headers['retry-after'], Date.now()),
            location: message.headers.location,
        };
        return { ...head, body: await readBody(sent, message, head) };
    }
    catch (error) {
        if (error instanceof AsposeAuthError) {
            throw error;
        }
        return isLate ? SILENCE : networkFailure(error);
    }
    finally {
        clearTimeout(timer);
    }
}
/**
 * The seconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3); undefined when it is neither a whole
 * number of seconds nor an HTTP date.
 *
 * @param now Unix time in milliseconds
 */
function parseRetryAfter(header = '', now) {
    if (/^\d+$/.test(header)) {
        return Math.min(Number(header), Number.MAX_SAFE_INTEGER);
    }
    const date = /^[A-Z][a-z]+,? .* GMT$/.test(header) ? Date.parse(header) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
function readBody(sent, message, head) {
    return new Promise((resolve, reject) => {
        const chunks = [];
        let size = 0;
        function breakOff(error) {
            // Whatever becomes of its body, a redirect or a refusal stays one: another request could be one rejected too many.
            if (head.status >= 300 && head.status <= 499) {
                resolve('');
            }
            reject(error);
        }
        // Of a body that goes on until the connection ends, only the request is told that this was a reset.
        sent.on('error', breakOff);
        message
            .on('error', breakOff)
            .on('data', (chunk) => {
            chunks.push(chunk);
            size += chunk.length;
            if (size > MAX_BODY_BYTES) {
                message.destroy(badResponse(head, 'more than 1 MiB'));
            }
        })
            .on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
}

;// CONCATENATED MODULE: ./lib/http/client.js








const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const SHORTEST_ATTEMPT_MS = 1000;
/**
 * Sends requests within a budget, and again while that can help.
 *
 * @param timeoutSeconds wall-clock budget of one operation, all its requests and pauses together
 */
function createHttp(timeoutSeconds) {
    // Half the budget at most, so that a connection gone dead leaves time for a second one.
    const longestAttempt = Math.max(timeoutSeconds * 500, SHORTEST_ATTEMPT_MS);
    let requests = 0;
    /**
     * Sends a request until an answer comes that no repetition would better, or until no time is left for another. An answer
     * of 400, 401 or 403 is never asked for twice: it counts towards the credentials' lock.
     *
     * @throws AsposeAuthError `unreachable`, `timeout`, or `bad-response` for an answer that is no HTTP or over 1 MiB
     */
    async function send(request, deadline) {
        let outcome;
        for (let attempts = 1;; attempts++) {
            requests++;
            const left = deadline - monotonicMs();
            const latest = await exchange(request, Math.min(longestAttempt, left));
            const elapsed = Math.round(left - (deadline - monotonicMs()));
            const { purpose, method, url } = request;
            const shown = isFailure(latest) ? latest.reason : latest.status;
            log_debug(`${method} ${url.host} ${url.pathname}: ${shown} (attempt ${attempts}, ${elapsed} ms)`);
            // That the budget cut an attempt short says nothing of the server, so what was seen before still holds.
            const isCutShort = latest === SILENCE && left < longestAttempt;
            outcome = isCutShort ? (outcome ?? latest) : latest;
            const pause = pauseBeforeRetry(outcome, attempts);
            if (pause !== undefined && monotonicMs() + pause < deadline) {
                await sleep(pause);
            }
            else if (isFailure(outcome)) {
                const tried = `${count(attempts, 'attempt')}, budget ${count(timeoutSeconds, 'second')}`;
                throw new AsposeAuthError(outcome.code, `${purpose} failed: no usable answer from ${url.host}${viaProxy(url)}: ${outcome.reason} (${tried}). ${outcome.advice}`);
            }
            else {
                return { ...outcome, attempts };
            }
        }
    }
    return {
        timeoutSeconds,
        /** How many requests were sent so far. */
        get requests() {
            return requests;
        },
        /** When an operation that starts now must be over, in milliseconds of the monotonic clock. */
        deadline: () => monotonicMs() + timeoutSeconds * 1000,
        send,
    };
}
function isFailure(outcome) {
    return 'retry' in outcome;
}
/** Milliseconds to wait before the next attempt; undefined when another attempt is of no use. */
function pauseBeforeRetry(outcome, attempts) {
    const jittered = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
    if (isFailure(outcome)) {
        return outcome.retry ? jittered : undefined;
    }
    const { status, retryAfter = 0 } = outcome;
    return isTransient(status) ? Math.max(jittered, retryAfter * 1000) : undefined;
}

;// CONCATENATED MODULE: ./lib/auth/token.js




/** The last instant whose ISO 8601 form has a year of four digits. */
const LATEST_EXPIRY = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/**
 * Requests a token by the client credentials grant (RFC 6749, section 4.4) and masks it before anything else is done
 * with it.
 *
 * @param deadline when the request must be over, as {@link Http.deadline} gives it
 * @throws AsposeAuthError `credentials-rejected`, `credentials-locked`, `bad-response`, or what {@link Http.send} and
 *   {@link statusError} make of the answer
 */
async function requestToken({ http, tokenUrl, credentials }, deadline) {
    const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
    });
    const requestedAt = nowInSeconds();
    const answer = await http.send({
        purpose: 'The token request',
        method: 'POST',
        url: tokenUrl,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
    }, deadline);
    if (!isSuccess(answer)) {
        throw tokenRequestError(answer, { credentials, timeoutSeconds: http.timeoutSeconds });
    }
    const token = parseTokenResponse(answer, requestedAt);
    maskToken(token.value);
    return token;
}
/**
 * Reads a successful token response. Keys may be written in any case, a missing `token_type` is forgiven, and a numeric
 * string counts as a number.
 *
 * @param requestedAt Unix time in seconds, from which `expires_in` counts
 * @throws AsposeAuthError `bad-response` when it is anything else than RFC 6749, section 5.1 describes
 */
function parseTokenResponse(answer, requestedAt) {
    const fields = parseObject(answer);
    const value = pick(fields, 'access_token', answer);
    if (typeof value !== 'string' || !isTokenText(value)) {
        throw badResponse(answer, 'no usable access_token');
    }
    const tokenType = pick(fields, 'token_type', answer) ?? 'Bearer';
    if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
        throw badResponse(answer, 'a token_type other than Bearer');
    }
    const expiresIn = parseExpiresIn(answer, fields);
    return expiresIn === undefined
        ? givenToken(value)
        : { value, expiresAt: representable(requestedAt + expiresIn) };
}
/** Whether `text` can be an access token: visible ASCII, since nothing else fits into an `Authorization` header. */
function isTokenText(text) {
    return /^[\x21-\x7e]+$/.test(text);
}
/** A token from elsewhere, with the expiry that its `exp` claim tells if it is a JWT. */
function givenToken(value) {
    return { value, expiresAt: expiryClaim(value) };
}
/** Whole seconds that `token` has left, negative once it has expired; undefined when nothing tells. */
function secondsLeft({ expiresAt }) {
    return expiresAt === undefined ? undefined : Math.floor(expiresAt - nowInSeconds());
}
/** The expiry as an ISO 8601 UTC instant of whole seconds; undefined when nothing tells it. */
function expiryInstant({ expiresAt }) {
    return expiresAt === undefined
        ? undefined
        : new Date(expiresAt * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
function parseExpiresIn(answer, fields) {
    const expiresIn = pick(fields, 'expires_in', answer) ?? undefined;
    const seconds = typeof expiresIn === 'string' && /^\d+(\.\d+)?$/.test(expiresIn)
        ? Number(expiresIn)
        : expiresIn;
    if (seconds !== undefined && typeof seconds !== 'number') {
        throw badResponse(answer, 'an expires_in that is no number');
    }
    return seconds;
}
/** Tokens are opaque (RFC 6749, section 1.4): one that is no JWT just does not tell its expiry. */
function expiryClaim(token) {
    const [, payload = ''] = token.split('.');
    const exp = tryParseObject(Buffer.from(payload, 'base64url').toString())?.exp;
    return typeof exp === 'number' ? representable(exp) : undefined;
}
function representable(expiresAt) {
    return expiresAt >= 0 && expiresAt <= LATEST_EXPIRY ? expiresAt : undefined;
}
function nowInSeconds() {
    return Date.now() / 1000;
}
function tokenRequestError(answer, { credentials, timeoutSeconds }) {
    const { status, host, retryAfter = 0 } = answer;
    if (status === 429 && retryAfter >= timeoutSeconds) {
        return new AsposeAuthError('credentials-locked', `${host} has locked these credentials (HTTP 429) probably because too many requests with them were rejected. The lock ends in ${duration(retryAfter)}; a new Client Secret from https://dashboard.aspose.cloud/ lifts it at once.`);
    }
    if (status !== 400 && status !== 401 && status !== 403) {
        return statusError(answer);
    }
    const looksSwapped = UUID.test(credentials.clientSecret) && !UUID.test(credentials.clientId);
    const advice = looksSwapped
        ? 'client-secret holds a UUID, as a Client Id does: are the two swapped?'
        : 'Compare client-id and client-secret with the application at https://dashboard.aspose.cloud/; new credentials can take until the next day to work.';
    return new AsposeAuthError('credentials-rejected', `${host} rejected the credentials (HTTP ${status}${oauthError(answer)}). ${advice} Five rejected requests lock the pair for ten minutes, and how many are left is not known: correct it before running again.`);
}
/** What the error response tells (RFC 6749, section 5.2), as far as it is safe to show. */
function oauthError({ body }) {
    const { error, error_description: description } = tryParseObject(body) ?? {};
    return [
        { separator: ', ', text: error, legal: /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,200}$/ },
        { separator: ': ', text: description, legal: /^[\x20-\x7e]{1,200}$/ },
    ]
        .filter(({ text, legal }) => typeof text === 'string' && legal.test(text) && !holdsSecret(text))
        .map(({ separator, text }) => separator + text)
        .join('');
}

;// CONCATENATED MODULE: ./lib/gate/gate.js




/** What must hold of what is checked, by the value of `storage-expect`. */
const IS_MET = {
    exists: ({ exists }) => exists,
    absent: ({ exists }) => !exists,
    file: ({ exists, isFolder }) => exists && !isFolder,
    folder: ({ exists, isFolder }) => exists && isFolder,
};
const EXPECTATIONS = Object.keys(IS_MET);
const MAX_CONCURRENT_CHECKS = 8;
const gate_FIRST_PAUSE_MS = 1000;
const gate_LONGEST_PAUSE_MS = 15_000;
/** The runner cuts an annotation after 4096 characters, and advice follows the list. */
const MAX_LISTED_BYTES = 2500;
/**
 * Looks at everything the gate is about, and again at what is unmet while there is time to wait.
 *
 * @throws AsposeAuthError whatever a storage call throws: an answer that is not trustworthy ends the wait as well
 */
async function runGate(gate, storage) {
    const { subject, expect, waitSeconds } = gate;
    const deadline = monotonicMs() + waitSeconds * 1000;
    async function look(path) {
        const state = subject.kind === 'paths' ? await storage.objectState(path) : await storage.storageState();
        return { path, ...state, met: IS_MET[expect](state) };
    }
    async function lookAtAll([first, ...rest]) {
        // The first answer settles which spelling of the route the service knows, so that the rest ask only once.
        const results = first === undefined ? [] : [await look(first)];
        // A generator, because one of the loops that fails closes it for all of them.
        const queue = (function* () {
            yield* rest.entries();
        })();
        await Promise.all(Array.from({ length: MAX_CONCURRENT_CHECKS }, async () => {
            for (const [index, path] of queue) {
                results[index + 1] = await look(path);
            }
        }));
        return results;
    }
    let results = await lookAtAll(subject.kind === 'paths' ? subject.paths : [subject.name]);
    for (let pause = gate_FIRST_PAUSE_MS;; pause = Math.min(2 * pause, gate_LONGEST_PAUSE_MS)) {
        const unmet = results.filter(({ met }) => !met).map(({ path }) => path);
        const left = deadline - monotonicMs();
        if (unmet.length === 0 || left <= 0) {
            return verdict(gate, results);
        }
        log_info(`Waiting: ${unmet.length} of ${results.length} not as expected, ${duration(left / 1000)} left.`);
        await sleep(Math.min(pause, left));
        const seen = new Map((await lookAtAll(unmet)).map((result) => [result.path, result]));
        results = results.map((result) => seen.get(result.path) ?? result);
    }
}
/** The failure of a gate that is required: every unmet path and what was found instead, as far as it fits. */
function gateFailure({ unmet, expect }) {
    const lines = fitting(unmet.map((line) => `- ${line}`), MAX_LISTED_BYTES);
    const rest = unmet.length - lines.length;
    return new AsposeAuthError('storage-gate-failed', [
        `The storage does not hold what storage-expect (${expect}) asks for:`,
        ...lines,
        ...(rest > 0 ? [`- and ${rest} more, which the log of this step lists`] : []),
        `Check the spelling and case of each path, and which storage storage-name selects. If something is still to be ${expect === 'absent' ? 'removed' : 'uploaded'} by others, set storage-wait-seconds.`,
    ].join('\n'));
}
function verdict({ subject: { kind }, expect }, results) {
    return {
        expect,
        passed: results.every(({ met }) => met),
        exists: results.every(({ exists }) => exists),
        results: kind === 'paths' ? results : [],
        unmet: results.filter(({ met }) => !met).map((result) => described(kind, result)),
    };
}
function described(kind, { path, exists, isFolder }) {
    const subject = kind === 'paths' ? printable(path) : `the storage ${printable(path)} itself`;
    if (!exists) {
        return `${subject} does not exist`;
    }
    return `${subject} ${kind === 'storage' ? 'exists' : `is a ${isFolder ? 'folder' : 'file'}`}`;
}

;// CONCATENATED MODULE: ./lib/inputs/plan.js






/** What an empty input means; `action.yml` says the same. */
const DEFAULTS = {
    'min-validity-seconds': '60',
    'on-missing-credentials': 'fail',
    'base-url': 'https://api.aspose.cloud',
    'allow-http': 'false',
    'timeout-seconds': '60',
    'export-env': 'true',
    'env-name': 'ASPOSE_ACCESS_TOKEN',
    'job-summary': 'true',
    'storage-expect': 'exists',
    'storage-required': 'true',
    'storage-wait-seconds': '0',
};
/**
 * Reads every input, the secret ones masked before anything else.
 *
 * @throws AsposeAuthError `invalid-input`, naming each input that breaks its rule
 */
function readInputs() {
    maskSecrets();
    const reader = createReader();
    const serviceUrl = urlRule(reader.defaulted('allow-http', BOOLEAN));
    const baseUrl = reader.defaulted('base-url', serviceUrl).href.replace(/\/+$/, '');
    const envName = reader.defaulted('env-name', ENV_NAME);
    const inputs = {
        auth: readAuth(reader),
        skipWhenMissing: reader.defaulted('on-missing-credentials', oneOf(['fail', 'skip'])) === 'skip',
        minValiditySeconds: reader.defaulted('min-validity-seconds', secondsFrom(0)),
        tokenUrl: reader.read('token-url', serviceUrl, `${baseUrl}/connect/token`),
        storageUrl: reader.read('storage-url', serviceUrl, `${baseUrl}/v4.0/html`),
        timeoutSeconds: reader.defaulted('timeout-seconds', secondsFrom(1)),
        exportTo: reader.defaulted('export-env', BOOLEAN) ? envName : undefined,
        jobSummary: reader.defaulted('job-summary', BOOLEAN),
        storageName: reader.line('storage-name'),
        versionId: reader.line('storage-version-id'),
        gate: readGate(reader),
        listFolder: reader.line('storage-list'),
    };
    if (reader.problems.size > 0) {
        throw new AsposeAuthError('invalid-input', [...reader.problems].join('\n'));
    }
    return inputs;
}
/** Whether a check of the storage is asked for, be the inputs valid or not. */
function isGateRequested() {
    return given('storage-path') !== '' || given('storage-name') !== '';
}
function maskSecrets() {
    // White space alone is no secret, and masking it would blot out the log.
    if (given('client-secret') !== '') {
        mask(raw('client-secret'));
        mask(given('client-secret'));
    }
    withhold(given('client-id'));
    if (given('access-token') !== '') {
        mask(raw('access-token'));
        maskToken(given('access-token'));
    }
    for (const name of ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY']) {
        // Not parsed as a URL: a password with an unescaped / or # would slip through.
        const address = process.env[name]?.replace(/^\w+:\/\//, '') ?? '';
        const [, password = ''] = /^[^:]*:(.*)@/.exec(address) ?? [];
        mask(password);
        mask(percentDecoded(password));
    }
}
function readAuth(reader) {
    for (const name of ['client-id', 'client-secret']) {
        if (raw(name) !== given(name) && given(name) !== '') {
            log_warning(`The input ${name} has white space around it, which is left out. Store it without.`);
        }
    }
    const accessToken = reader.read('access-token', TOKEN, '');
    const credentials = {
        clientId: given('client-id'),
        clientSecret: given('client-secret'),
    };
    const missing = ['client-id', 'client-secret'].filter((name) => given(name) === '');
    if (accessToken === '') {
        return missing.length === 0
            ? { kind: 'credentials', credentials }
            : { kind: 'missing', missing };
    }
    return missing.length === 0
        ? { kind: 'token-or-credentials', accessToken, credentials }
        : { kind: 'token', accessToken };
}
function readGate(reader) {
    const paths = reader.read('storage-path', LINES, '');
    const name = reader.line('storage-name');
    const terms = {
        expect: reader.defaulted('storage-expect', oneOf(EXPECTATIONS)),
        required: reader.defaulted('storage-required', BOOLEAN),
        waitSeconds: reader.defaulted('storage-wait-seconds', secondsFrom(0)),
    };
    if (given('storage-version-id') !== '' && paths.length !== 1) {
        reader.reject('storage-version-id', 'empty unless storage-path names exactly one path');
    }
    if (paths.length > 0) {
        return { subject: { kind: 'paths', paths }, ...terms };
    }
    if (name === undefined) {
        return undefined;
    }
    if (terms.expect === 'file' || terms.expect === 'folder') {
        reader.reject('storage-expect', 'exists or absent when there is no storage-path');
    }
    return { subject: { kind: 'storage', name }, ...terms };
}
function createReader() {
    /** A sentence for each input that is wrong. */
    const problems = new Set();
    function reject(name, rule) {
        const value = given(name).replace(/^.*@/s, '***@');
        const found = holdsSecret(given(name))
            ? 'its value is not shown'
            : `it is "${printable(value.slice(0, 200))}"`;
        problems.add(`The input ${name} must be ${rule}, but ${found}.`);
    }
    /** A bad value is noted, and `fallback` stands in for it until every input has been read. */
    function read(name, { is, parse }, fallback) {
        const value = parse(given(name) || fallback);
        if (value === undefined) {
            reject(name, is);
        }
        return value ?? parse(fallback);
    }
    function defaulted(name, rule) {
        return read(name, rule, DEFAULTS[name]);
    }
    function line(name) {
        return read(name, LINE, '') || undefined;
    }
    return { problems, reject, read, defaulted, line };
}
const BOOLEAN = {
    is: 'true or false',
    parse: (text) => /^(true|True|TRUE|false|False|FALSE)$/.test(text) ? text.toLowerCase() === 'true' : undefined,
};
const TOKEN = {
    is: 'a token alone, without white space or a "Bearer " before it',
    parse: (text) => (text === '' || isTokenText(text) ? text : undefined),
};
const LINE = {
    is: 'free of control characters',
    parse: (text) => (/\p{Cc}/u.test(text) ? undefined : text),
};
const LINES = {
    is: 'one path a line, each free of control characters',
    parse(text) {
        const lines = text.split(/\r?\n/).map((line) => line.trim());
        const paths = [...new Set(lines)].filter((line) => line !== '');
        return paths.every((path) => LINE.parse(path) === path) ? paths : undefined;
    },
};
/** Variables that would change how the runner or the later steps run, by how they start or end, and by name. */
const RESERVED_FAMILY = /^(GITHUB|RUNNER|ACTIONS|INPUT|STATE|LD|DYLD|BASH|GIT|NPM_CONFIG|PIP|XDG|LC)_|_PROXY$/i;
const RESERVED_NAMES = new Set([
    'PATH PATHEXT HOME CI ENV SHELL SHELLOPTS IFS PS0 PS1 PS2 PS3 PS4 PROMPT_COMMAND CDPATH PWD USER',
    'LOGNAME LANG TMPDIR TEMP TMP COMSPEC SYSTEMROOT SYSTEMDRIVE WINDIR USERPROFILE APPDATA',
    'LOCALAPPDATA PROGRAMFILES PROGRAMDATA PSMODULEPATH BASHOPTS ZDOTDIR SSH_ASKPASS OPENSSL_CONF',
    'SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS',
    'NODE_TLS_REJECT_UNAUTHORIZED NODE_USE_ENV_PROXY PYTHONPATH PYTHONHOME PYTHONSTARTUP PERL5LIB',
    'PERL5OPT RUBYLIB RUBYOPT CLASSPATH JAVA_HOME JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS',
    'DOTNET_STARTUP_HOOKS',
].flatMap((names) => names.split(' ')));
const ENV_NAME = {
    is: 'a name of letters, digits and underscores, and none that changes how the runner or later steps run',
    parse: (text) => /^[A-Za-z_]\w*$/.test(text) &&
        !RESERVED_FAMILY.test(text) &&
        !RESERVED_NAMES.has(text.toUpperCase())
        ? text
        : undefined,
};
function secondsFrom(least) {
    return {
        is: `a whole number of seconds from ${least} to 86400`,
        parse: (text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= 86_400
            ? Number(text)
            : undefined,
    };
}
function oneOf(allowed) {
    return {
        is: `one of ${allowed.join(', ')}`,
        parse: (text) => allowed.find((candidate) => candidate === text),
    };
}
function urlRule(allowHttp) {
    return {
        is: `an absolute https URL without user info, query or fragment${allowHttp ? ' (or http)' : ' (http only for a loopback host, or with allow-http: true)'}`,
        parse(text) {
            // The parser forgives white space, missing slashes and an empty query; whoever wrote them meant something else.
            const url = /^https?:\/\/[^\s?#\\]+$/i.test(text) ? URL.parse(text) : null;
            if (url === null || /^\w+:\/\/[^/]*@/.test(text)) {
                return undefined;
            }
            url.pathname = url.pathname.replace(/\/+$/, '');
            const isLoopback = /^(localhost|\[::1\]|127(\.\d+){3})$/.test(url.hostname);
            return url.protocol === 'https:' || allowHttp || isLoopback ? url : undefined;
        },
    };
}
/** An input without the white space around it; empty when it is not given. */
function given(name) {
    return getInput(name);
}
function raw(name) {
    return getInput(name, { trimWhitespace: false });
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: ./lib/report/outputs.js





/** What the runner accepts as the outputs of a job, which it counts in UTF-16. */
const MAX_OUTPUT_BYTES = 1024 * 1024;
/** Leaves the outcome behind that holds if nothing more is heard of this run: a later value of an output replaces it. */
function begin(gateRequested) {
    // By this the bundle knows that it runs as the post step.
    saveState('asposeAuthStarted', 'true');
    setOutput('status', 'failed');
    setOutput('storage-gate', gateRequested ? 'unknown' : 'skipped');
}
/**
 * Masks the token, then hands it to the later steps.
 *
 * @param exportTo name of the environment variable to export it as, if one is wanted
 */
function publishToken(token, exportTo) {
    maskToken(token.value);
    const left = secondsLeft(token);
    const expiresAt = expiryInstant(token) ?? '';
    setOutput('access-token', token.value);
    setOutput('token-type', 'Bearer');
    setOutput('expires-in', left === undefined ? '' : Math.max(0, left));
    setOutput('expires-at', expiresAt);
    if (exportTo !== undefined) {
        exportVariable(exportTo, token.value);
    }
    saveState('asposeAuthExpiresAt', expiresAt);
}
function publishGate({ passed, exists, results }) {
    setOutput('storage-gate', passed ? 'passed' : 'failed');
    setOutput('storage-exists', exists);
    setOutput('storage-results', results);
}
/** @throws AsposeAuthError `bad-response` for a list that could not be a job output: none is better than half of one */
function publishFiles(files) {
    const list = JSON.stringify(files);
    if (Buffer.byteLength(list, 'utf16le') > MAX_OUTPUT_BYTES) {
        throw new AsposeAuthError('bad-response', `The folder has ${files.length} items, too many for a job's outputs, which may hold 1 MiB: set storage-list to a subfolder.`);
    }
    setOutput('storage-files', list);
}
function publishSkipped() {
    setOutput('status', 'skipped');
    setOutput('storage-gate', 'skipped');
}
function publishSuccess() {
    setOutput('status', 'authenticated');
}
function publishFailure(code) {
    setOutput('status', 'failed');
    setOutput('error-code', code);
}
/** Adds to the job's page. A runner that has none, as GitHub Enterprise Server can be, is no reason to fail. */
function publishSummary(html) {
    try {
        // Not core.summary, which loads node:fs/promises at every start.
        (0,external_node_fs_namespaceObject.appendFileSync)(process.env.GITHUB_STEP_SUMMARY ?? '', html);
    }
    catch {
        log_debug('There is no file to write the job summary to.');
    }
}

;// CONCATENATED MODULE: ./lib/auth/missing-credentials.js



/** Says which inputs are empty and why that can be, as far as the event that started the workflow tells. */
function explainMissingCredentials(missing) {
    const empty = missing.length === 1 ? `${missing[0]} is` : `${missing.join(' and ')} are`;
    return `There is no access-token, and ${empty} empty. ${reason(readEvent())}`;
}
function reason(event) {
    if (isObject(event.sender) && event.sender.login === 'dependabot[bot]') {
        return 'Dependabot started this run, and GitHub gives it only the Dependabot secrets: store the pair there too.';
    }
    const fork = forkOf(event);
    if (fork !== undefined) {
        return `A pull request from a fork (${fork}) started this run, and GitHub gives forks no secrets: run what needs the token after the merge.`;
    }
    return 'A secret is empty when its name is misspelt, when it belongs to an environment that the job does not name (environment:), or when a reusable workflow is not given it (secrets: inherit).';
}
/** The repository that a pull request comes from when it is another than the one it goes to. */
function forkOf({ pull_request: pullRequest }) {
    // This event runs with the secrets of the repository, wherever the pull request comes from.
    if (!isObject(pullRequest) || process.env.GITHUB_EVENT_NAME === 'pull_request_target') {
        return undefined;
    }
    const head = repository(pullRequest.head);
    return head === repository(pullRequest.base) ? undefined : (head ?? 'deleted since');
}
function repository(end) {
    const name = isObject(end) && isObject(end.repo) ? end.repo.full_name : undefined;
    return typeof name === 'string' ? printable(name) : undefined;
}
/** The event's payload; empty when there is none to be read, since a hint must not become an error of its own. */
function readEvent() {
    try {
        return tryParseObject((0,external_node_fs_namespaceObject.readFileSync)(process.env.GITHUB_EVENT_PATH ?? '', 'utf8')) ?? {};
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./lib/auth/session.js




/**
 * The access token in force during a run: first the given one if it is good enough, else a requested one.
 *
 * @throws AsposeAuthError `token-expired`, or what {@link requestToken} throws
 */
async function openSession(options) {
    const { http, auth, tokenUrl, minValiditySeconds, publish } = options;
    const credentials = auth.kind === 'token' ? undefined : auth.credentials;
    async function request(by, deadline) {
        const requested = await requestToken({ http, tokenUrl, credentials: by }, deadline);
        log_info(`Obtained an access token from ${tokenUrl.host}, ${validity(requested)}.`);
        publish(requested);
        return requested;
    }
    async function firstToken() {
        if (auth.kind === 'credentials') {
            return request(auth.credentials, http.deadline());
        }
        const given = givenToken(auth.accessToken);
        if ((secondsLeft(given) ?? Number.POSITIVE_INFINITY) >= minValiditySeconds) {
            log_info(`Using the given access-token, ${validity(given)}.`);
            publish(given);
            return given;
        }
        if (credentials === undefined) {
            throw tokenExpired(given, minValiditySeconds);
        }
        log_info(`The given access-token is not used: ${validity(given)}.`);
        return request(credentials, http.deadline());
    }
    let token = await firstToken();
    let renewed = false;
    let renewal;
    async function replaceBy(by, deadline) {
        token = await request(by, deadline);
        renewed = true;
        // Not after a failure: one rejected request must not be followed by others.
        renewal = undefined;
        return token;
    }
    /**
     * Replaces a token that the service no longer takes. Callers that come at the same time share one request. A run has
     * one renewal, and one more each time a renewed token has expired.
     *
     * @param deadline when the renewal must be over, as {@link Http.deadline} gives it
     * @returns the token now in force; undefined when no other can be had
     * @throws AsposeAuthError what {@link requestToken} throws
     */
    async function renew(rejected, deadline) {
        if (rejected !== token) {
            return token;
        }
        if (renewal === undefined && credentials !== undefined && (!renewed || hasExpired(token))) {
            renewal = replaceBy(credentials, deadline);
        }
        return renewal;
    }
    return { current: () => token, renew };
}
function hasExpired(token) {
    return (secondsLeft(token) ?? 1) <= 0;
}
/** `valid for 59 minutes, until 2026-01-31T12:34:56Z`, or what else is known. */
function validity(token) {
    const left = secondsLeft(token);
    if (left === undefined) {
        return 'with an unknown lifetime';
    }
    const instant = expiryInstant(token);
    return left > 0 ? `valid for ${duration(left)}, until ${instant}` : `expired at ${instant}`;
}
function tokenExpired(token, minValiditySeconds) {
    return new AsposeAuthError('token-expired', `The given access-token is of no use (${validity(token)}): min-validity-seconds asks for ${minValiditySeconds} seconds, and there are no credentials to request another. Pass client-id and client-secret too, or a newer token.`);
}

;// CONCATENATED MODULE: ./lib/report/summary.js



/** A longer table is folded. */
const VISIBLE_ROWS = 20;
/** The runner refuses a summary over 1 MiB. Room is left for the other steps' words. */
const MOST_TABLE_BYTES = 768 * 1024;
/** The report as HTML, which GitHub takes for Markdown too. */
function renderSummary(report) {
    const words = report.failure?.message ?? report.skipped ?? '';
    // What the words list, the table lists in full.
    const sentences = words
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('- '))
        .map((line) => line.replace(/:$/, '.'));
    return [
        `<h3>${heading(report)}</h3>`,
        ...sentences.map((sentence) => `<p>${escaped(sentence)}</p>`),
        '<table><tr><th>Host</th><th>Token expires</th><th>Attempts</th></tr>',
        `<tr><td>${code(report.host)}</td><td>${expiry(report.token)}</td><td>${report.requests}</td></tr></table>`,
        ...(report.verdict === undefined ? [] : resultTable(report.verdict)),
        '',
    ].join('\n');
}
function heading({ failure, skipped, verdict }) {
    if (failure !== undefined) {
        return `❌ Aspose Cloud: ${failure.code}`;
    }
    if (skipped !== undefined) {
        return '⏭️ Aspose Cloud: skipped';
    }
    const gate = verdict === undefined ? '' : `, storage gate ${verdict.passed ? 'passed' : 'failed'}`;
    return `${verdict?.passed === false ? '⚠️' : '✅'} Aspose Cloud: authenticated${gate}`;
}
function resultTable({ results, expect, unmet }) {
    const rows = results.map((result) => row(result, expect));
    const shown = fitting(rows, MOST_TABLE_BYTES);
    const rest = rows.length - shown.length;
    const table = [
        '<table><tr><th>Path</th><th>Expected</th><th>Found</th><th>Met</th></tr>',
        ...shown,
        '</table>',
        ...(rest > 0 ? [`<p>and ${rest} more, see the output storage-results</p>`] : []),
    ];
    if (rows.length <= VISIBLE_ROWS) {
        return rows.length === 0 ? [] : table;
    }
    const label = `${count(rows.length, 'path')}, ${unmet.length} not as expected`;
    return [`<details><summary>${label}</summary>`, ...table, '</details>'];
}
function row({ path, exists, isFolder, met }, expect) {
    const found = exists ? (isFolder ? 'folder' : 'file') : 'absent';
    return `<tr><td>${code(path)}</td><td>${expect}</td><td>${found}</td><td>${met ? '✅' : '❌'}</td></tr>`;
}
function expiry(token) {
    return token === undefined ? 'no token' : (expiryInstant(token) ?? 'not known');
}
/** In `<code>`, GitHub makes neither a mention, a reference nor an emoji of what somebody else has written. */
function code(text) {
    return `<code>${escaped(text)}</code>`;
}
function escaped(text) {
    const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
    return printable(text).replace(/[&<>"']/g, (mark) => entities[mark]);
}

;// CONCATENATED MODULE: ./lib/storage/storage.js



/**
 * The storage routes. Each call is one operation with its own budget. All of them reject with an AsposeAuthError when
 * the answer is not a trustworthy one: `token-rejected`, `storage-denied`, `bad-response`, or what {@link Http.send},
 * {@link Session.renew} and {@link statusError} throw.
 */
function createStorage({ http, session }, { storageUrl, storageName, versionId }) {
    // The service's documentation and its SDKs differ.
    const objectRoute = { spellings: ['storage/exists', 'storage/exist'] };
    const storageRoute = { spellings: ['storage/exist/storage', 'storage/exists/storage'] };
    const folderRoute = { spellings: ['folder'], orElse: ', or the folder does not exist' };
    return {
        async objectState(path) {
            const purpose = `The check of ${printable(path)}`;
            return parseObjectState(await call(objectRoute, purpose, { path, storageName, versionId }));
        },
        /** The state of the storage `storageName` itself, which is never a folder. */
        async storageState() {
            const purpose = `The check of the storage ${printable(storageName ?? '')}`;
            return parseObjectState(await call(storageRoute, purpose, { storageName }));
        },
        async listFolder(path) {
            const purpose = `The listing of ${printable(path)}`;
            return parseListing(await call(folderRoute, purpose, { path, storageName }));
        },
    };
    /** Asks under each spelling until the route is there, and keeps to that spelling from then on. */
    async function call(route, purpose, query) {
        const deadline = http.deadline();
        for (const spelling of route.spellings) {
            const url = address(storageUrl, spelling, query);
            const answer = await ask({ purpose, url, deadline });
            if (answer.status !== 404 && answer.status !== 405) {
                route.spellings = [spelling];
                return judged(answer);
            }
        }
        throw noRoute({ purpose, host: storageUrl.host, route });
    }
    /** Asks with the token in force, and once more with a new one if the service does not take it. */
    async function ask(question) {
        const token = session.current();
        const answer = await get(question, token);
        const renewed = answer.status === 401 ? await session.renew(token, question.deadline) : undefined;
        return renewed === undefined ? answer : get(question, renewed);
    }
    function get({ purpose, url, deadline }, token) {
        const headers = { authorization: `Bearer ${token.value}` };
        return http.send({ purpose, method: 'GET', url, headers }, deadline);
    }
}
/** @throws AsposeAuthError `bad-response` unless the answer says yes or no */
function parseObjectState(answer) {
    const fields = parseObject(answer);
    const exists = pick(fields, 'exists', answer);
    const isFolder = pick(fields, 'isFolder', answer) ?? false;
    if (typeof exists !== 'boolean' || typeof isFolder !== 'boolean') {
        throw badResponse(answer, 'no boolean "exists" and "isFolder"');
    }
    return { exists, isFolder: exists && isFolder };
}
/** @throws AsposeAuthError `bad-response` unless every row is one */
function parseListing(answer) {
    const rows = pick(parseObject(answer), 'value', answer);
    if (!Array.isArray(rows)) {
        throw badResponse(answer, 'no array "value"');
    }
    return rows.map((row, index) => {
        const file = isObject(row) ? parseFile(row, answer) : undefined;
        if (file === undefined) {
            throw badResponse(answer, `a listing whose row ${index + 1} is malformed`);
        }
        return file;
    });
}
function parseFile(row, answer) {
    const name = pick(row, 'name', answer);
    const path = pick(row, 'path', answer);
    const isFolder = pick(row, 'isFolder', answer) ?? false;
    const size = pick(row, 'size', answer) ?? null;
    const modifiedDate = pick(row, 'modifiedDate', answer) ?? null;
    return typeof name === 'string' &&
        name !== '' &&
        typeof path === 'string' &&
        typeof isFolder === 'boolean' &&
        (size === null || typeof size === 'number') &&
        (modifiedDate === null || typeof modifiedDate === 'string')
        ? { name, path, isFolder, size, modifiedDate }
        : undefined;
}
function address(storageUrl, spelling, query) {
    const parameters = Object.entries(query).flatMap(([name, value]) => 
    // Not URLSearchParams, whose + for a space is not undone by every server.
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]);
    return new URL(`${storageUrl.href.replace(/\/$/, '')}/${spelling}?${parameters.join('&')}`);
}
function noRoute(asked) {
    const { spellings, orElse = '' } = asked.route;
    return new AsposeAuthError('bad-response', `${asked.purpose} failed: ${asked.host} does not know the route ${spellings.join(' or ')} (HTTP 404 or 405)${orElse}. Check storage-url: it is the root of an API with storage routes, such as {base-url}/v4.0/html.`);
}
/** Lets a good answer pass, and throws what any other one means. */
function judged(answer) {
    const { status, host } = answer;
    if (isSuccess(answer)) {
        return answer;
    }
    if (status === 401) {
        throw new AsposeAuthError('token-rejected', `The storage at ${host} does not accept the access token (HTTP 401), and no newer one can be had. Check that token-url and storage-url belong to the same service, and that a given access-token is meant for it.`);
    }
    if (status === 403) {
        throw new AsposeAuthError('storage-denied', `The storage at ${host} denies access with this access token (HTTP 403). Check at https://dashboard.aspose.cloud/ that the application may use the storage, and that storage-name is one of its storages.`);
    }
    throw statusError(answer);
}

;// CONCATENATED MODULE: ./lib/run.js









/**
 * A run, from credentials to summary. Whatever is learned is published at once, so that a later step can use it even when
 * this one fails.
 *
 * @throws AsposeAuthError for every way to fail that the reader can do something about
 */
async function run(inputs, http) {
    const report = { host: inputs.tokenUrl.host, requests: 0 };
    try {
        await story(inputs, http, report);
    }
    catch (error) {
        report.failure =
            error instanceof AsposeAuthError
                ? error
                : { code: 'internal-error', message: 'An unexpected error ended the run.' };
        throw error;
    }
    finally {
        if (inputs.jobSummary) {
            report.requests = http.requests;
            publishSummary(renderSummary(report));
        }
    }
}
async function story(inputs, http, report) {
    const { auth, gate, listFolder } = inputs;
    if (auth.kind === 'missing') {
        const explanation = explainMissingCredentials(auth.missing);
        if (!inputs.skipWhenMissing) {
            throw new AsposeAuthError('missing-credentials', `${explanation} To do without a token in such a run, set on-missing-credentials: skip.`);
        }
        report.skipped = explanation;
        log_notice(`Skipped: no token was requested. ${explanation}`);
        publishSkipped();
        return;
    }
    const session = await openSession({
        http,
        auth,
        tokenUrl: inputs.tokenUrl,
        minValiditySeconds: inputs.minValiditySeconds,
        publish(token) {
            report.token = token;
            publishToken(token, inputs.exportTo);
        },
    });
    const storage = createStorage({ http, session }, inputs);
    if (gate !== undefined) {
        await passGate(gate, storage, report);
    }
    if (listFolder !== undefined) {
        const files = await storage.listFolder(listFolder);
        publishFiles(files);
        log_info(`Listed ${listFolder}: ${count(files.length, 'item')}.`);
    }
    publishSuccess();
}
async function passGate(gate, storage, report) {
    const verdict = await runGate(gate, storage);
    report.verdict = verdict;
    publishGate(verdict);
    for (const line of verdict.unmet) {
        log_info(`Not as expected (${gate.expect}): ${line}`);
    }
    if (verdict.passed) {
        log_info(`The gate passed: everything is as expected (${gate.expect}).`);
    }
    else if (gate.required) {
        throw gateFailure(verdict);
    }
}

;// CONCATENATED MODULE: ./lib/main.js







const ISSUES_URL = 'https://github.com/org/aspose-auth/issues';
/** The main step, and the one place where it fails. Ends the process in any case. */
async function main() {
    // Node warns when a proxy over TLS is named by its address, which helps nobody who reads a log.
    process.noDeprecation = true;
    // Failure is the outcome until the run has come to its end.
    process.exitCode = 1;
    process.on('uncaughtException', fail);
    process.once('beforeExit', () => fail(new Error('the event loop ran dry')));
    try {
        begin(isGateRequested());
        const inputs = readInputs();
        await run(inputs, createHttp(inputs.timeoutSeconds));
        exit(0);
    }
    catch (error) {
        fail(error);
    }
}
function fail(error) {
    const { code, message } = error instanceof AsposeAuthError ? error : internalError(error);
    core_error(`${message} See ${troubleshootingUrl(code)}`, { title: `aspose-auth: ${code}` });
    try {
        publishFailure(code);
    }
    catch {
        // Without its files the runner still has the exit code and the annotation.
    }
    exit(1);
}
/** The stack is for whoever mends the bug, so it goes to the debug log. */
function internalError(error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    for (const line of stack.split('\n').slice(1)) {
        log_debug(shown(line));
    }
    return new AsposeAuthError('internal-error', `An unexpected error ended the run: ${shown(message)}. This is a bug: run again with debug logging enabled, and report what the log says at ${ISSUES_URL}.`);
}
function shown(text) {
    return holdsSecret(text) ? '(not shown, since it holds a secret)' : printable(text);
}
/** Ends the process, since a connection that a proxy holds open would keep it alive; what was printed goes out first. */
function exit(code) {
    process.stdout.write('', () => process.exit(code));
}


/***/ }),

/***/ 629:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const https = __nccwpck_require__(692)
const http = __nccwpck_require__(611)
const { URL } = __nccwpck_require__(16)

class HttpProxyAgent extends http.Agent {
  constructor (options) {
    const { proxy, proxyRequestOptions, ...opts } = options
    super(opts)
    this.proxy = typeof proxy === 'string'
      ? new URL(proxy)
      : proxy
    this.proxyRequestOptions = proxyRequestOptions || {}
  }

  createConnection (options, callback) {
    const requestOptions = {
      ...this.proxyRequestOptions,
      method: 'CONNECT',
      host: this.proxy.hostname,
      port: this.proxy.port,
      path: `${options.host}:${options.port}`,
      setHost: false,
      headers: { ...this.proxyRequestOptions.headers, connection: this.keepAlive ? 'keep-alive' : 'close', host: `${options.host}:${options.port}` },
      agent: false,
      timeout: options.timeout || 0
    }

    if (this.proxy.username || this.proxy.password) {
      const base64 = Buffer.from(`${decodeURIComponent(this.proxy.username || '')}:${decodeURIComponent(this.proxy.password || '')}`).toString('base64')
      requestOptions.headers['proxy-authorization'] = `Basic ${base64}`
    }

    if (this.proxy.protocol === 'https:') {
      requestOptions.servername = this.proxy.hostname
    }

    const request = (this.proxy.protocol === 'http:' ? http : https).request(requestOptions)
    request.once('connect', (response, socket, head) => {
      request.removeAllListeners()
      socket.removeAllListeners()
      if (response.statusCode === 200) {
        callback(null, socket)
      } else {
        socket.destroy()
        callback(new Error(`Bad response: ${response.statusCode}`), null)
      }
    })

    request.once('timeout', () => {
      request.destroy(new Error('Proxy timeout'))
    })

    request.once('error', err => {
      request.removeAllListeners()
      callback(err, null)
    })

    request.end()
  }
}

class HttpsProxyAgent extends https.Agent {
  constructor (options) {
    const { proxy, proxyRequestOptions, ...opts } = options
    super(opts)
    this.proxy = typeof proxy === 'string'
      ? new URL(proxy)
      : proxy
    this.proxyRequestOptions = proxyRequestOptions || {}
  }

  createConnection (options, callback) {
    const requestOptions = {
      ...this.proxyRequestOptions,
      method: 'CONNECT',
      host: this.proxy.hostname,
      port: this.proxy.port,
      path: `${options.host}:${options.port}`,
      setHost: false,
      headers: { ...this.proxyRequestOptions.headers, connection: this.keepAlive ? 'keep-alive' : 'close', host: `${options.host}:${options.port}` },
      agent: false,
      timeout: options.timeout || 0
    }

    if (this.proxy.username || this.proxy.password) {
      const base64 = Buffer.from(`${decodeURIComponent(this.proxy.username || '')}:${decodeURIComponent(this.proxy.password || '')}`).toString('base64')
      requestOptions.headers['proxy-authorization'] = `Basic ${base64}`
    }

    // Necessary for the TLS check with the proxy to succeed.
    if (this.proxy.protocol === 'https:') {
      requestOptions.servername = this.proxy.hostname
    }

    const request = (this.proxy.protocol === 'http:' ? http : https).request(requestOptions)
    request.once('connect', (response, socket, head) => {
      request.removeAllListeners()
      socket.removeAllListeners()
      if (response.statusCode === 200) {
        const secureSocket = super.createConnection({ ...options, socket })
        callback(null, secureSocket)
      } else {
        socket.destroy()
        callback(new Error(`Bad response: ${response.statusCode}`), null)
      }
    })

    request.once('timeout', () => {
      request.destroy(new Error('Proxy timeout'))
    })

    request.once('error', err => {
      request.removeAllListeners()
      callback(err, null)
    })

    request.end()
  }
}

module.exports = {
  HttpProxyAgent,
  HttpsProxyAgent
}


/***/ }),

/***/ 611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 16:
/***/ ((module) => {

module.exports = require("url");

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/compat get default export */
/******/ 	(() => {
/******/ 		// getDefaultExport function for compatibility with non-harmony modules
/******/ 		__nccwpck_require__.n = (module) => {
/******/ 			var getter = module && module.__esModule ?
/******/ 				() => (module['default']) :
/******/ 				() => (module);
/******/ 			__nccwpck_require__.d(getter, { a: getter });
/******/ 			return getter;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: ./lib/post.js
/**
 * The post step: explains a late 401 before anyone has to wonder. It publishes nothing and never fails the job, and since
 * every job pays for it, it loads nothing either, not even the toolkit.
 *
 * @param expiresAt the ISO 8601 instant that the main step left behind; empty when there is no token or no known expiry
 */
function warnIfExpired(expiresAt) {
    const expiry = Date.parse(expiresAt);
    if (expiry <= Date.now()) {
        process.stdout.write(`::warning title=aspose-auth::The access token expired at ${new Date(expiry).toISOString().replace('.000', '')}, while the job was still running: a 401 after that comes from the expiry. Unless a later step requested another token, use the action again before the steps that need one so late.\n`);
    }
}

;// CONCATENATED MODULE: ./lib/index.js

// What the main step saved is there in the post step alone.
if (process.env.STATE_asposeAuthStarted === undefined) {
    // Fetched only when needed, so that the post step starts as fast as Node; eager keeps it in the one file.
    void Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 232)).then(({ main }) => main());
}
else {
    warnIfExpired(process.env.STATE_asposeAuthExpiresAt ?? '');
}

module.exports = __webpack_exports__;
/******/ })()
;