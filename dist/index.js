/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({});
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
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
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

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = require("node:net");
;// CONCATENATED MODULE: ./lib/src/clock.js
function monotonicMs() {
  return process.uptime() * 1000;
}
function sleep(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = require("os");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
function toCommandValue(input) {
  if (input === null || input === undefined) {
    return '';
  }
  else if (typeof input === 'string' || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
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
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/command.js


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
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/file-command.js
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
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
  function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
  return new (P || (P = Promise))(function (resolve, reject) {
    function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
    function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
    function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};






var ExitCode;
(function (ExitCode) {
  ExitCode[ExitCode["Success"] = 0] = "Success";
  ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
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
function setSecret(secret) {
  command_issueCommand('add-mask', {}, secret);
}
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
function getMultilineInput(name, options) {
  const inputs = getInput(name, options)
    .split('\n')
    .filter(x => x !== '');
  if (options && options.trimWhitespace === false) {
    return inputs;
  }
  return inputs.map(input => input.trim());
}
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
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
  const filePath = process.env['GITHUB_OUTPUT'] || '';
  if (filePath) {
    return file_command_issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
  }
  process.stdout.write(external_os_namespaceObject.EOL);
  command_issueCommand('set-output', { name }, toCommandValue(value));
}
function setCommandEcho(enabled) {
  issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
function setFailed(message) {
  process.exitCode = ExitCode.Failure;
  error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
function isDebug() {
  return process.env['RUNNER_DEBUG'] === '1';
}
function debug(message) {
  command_issueCommand('debug', {}, message);
}
function error(message, properties = {}) {
  command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function notice(message, properties = {}) {
  command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
  process.stdout.write(message + external_os_namespaceObject.EOL);
}
function startGroup(name) {
  issue('group', name);
}
function endGroup() {
  issue('endgroup');
}
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
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
  const filePath = process.env['GITHUB_STATE'] || '';
  if (filePath) {
    return file_command_issueFileCommand('STATE', prepareKeyValueMessage(name, value));
  }
  command_issueCommand('save-state', { name }, toCommandValue(value));
}
function getState(name) {
  return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
  return __awaiter(this, void 0, void 0, function* () {
    return yield OidcClient.getIDToken(aud);
  });
}




//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./lib/src/errors.js
const ERROR_CODES = (/* unused pure expression or super */ null && ([
  'invalid-input',
  'missing-credentials',
  'credentials-rejected',
  'credentials-locked',
  'token-expired',
  'sealed-token-rejected',
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
class AsposeAuthError extends Error {
  name = 'AsposeAuthError';
  code;
  summary;
  details;
  advice;
  transient;
  constructor(code, { summary, details = [], advice, transient }) {
    super(summary);
    this.code = code;
    this.summary = summary;
    this.details = details;
    this.advice = advice;
    this.transient = transient;
  }
}

;// CONCATENATED MODULE: ./lib/src/text.js
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
function isOrAre(number) {
  return number === 1 ? 'is' : 'are';
}
function duration(seconds) {
  const units = { day: 86_400, hour: 3600, minute: 60 };
  for (const [unit, length] of Object.entries(units)) {
    if (seconds >= 2 * length) {
      return count(Math.round(seconds / length), unit);
    }
  }
  return count(Math.ceil(seconds), 'second');
}
function listed(items) {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
function clip(text, most) {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
function fitting(items, most) {
  let length = 0;
  const tooMany = items.findIndex((item) => {
    length += item.length + 1;
    return length > most;
  });
  return items.slice(0, tooMany === -1 ? items.length : tooMany);
}
function printable(text) {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\u{fffd}')
    .replaceAll('##[', '# #[');
}
const LONGEST_QUOTE = 200;
function quoted(text) {
  return `"${printable(clip(text, LONGEST_QUOTE))}"`;
}
function trimEnds(text, isDropped) {
  const characters = [...text];
  const start = characters.findIndex((character) => !isDropped(character));
  const end = characters.findLastIndex((character) => !isDropped(character));
  return start === -1 ? '' : characters.slice(start, end + 1).join('');
}
function isWhiteSpace(character) {
  return character !== '\u{feff}' && /^\s$/u.test(character);
}
function codePoint(character) {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
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

;// CONCATENATED MODULE: ./lib/src/runner/commands.js




function rawInput(name) {
  return getInput(name, { trimWhitespace: false });
}
function commands_setSecret(secret) {
  setSecret(secret);
}
function commands_setOutput(name, value) {
  write('GITHUB_OUTPUT', () => setOutput(name, value));
}
function commands_exportVariable(name, value) {
  write('GITHUB_ENV', () => exportVariable(name, value));
}
function commands_saveState(name, value) {
  write('GITHUB_STATE', () => saveState(name, value));
}
function appendSummary(html) {
  try {
    // Not core.summary, which loads node:fs/promises at every start.
    (0,external_node_fs_namespaceObject.appendFileSync)(process.env.GITHUB_STEP_SUMMARY ?? '', html);
  }
  catch {
    commands_debug('The job summary could not be written.');
  }
}
function annotateError(title, message) {
  error(message, { title });
}
function commands_info(text) {
  info(printable(text));
}
function commands_notice(text) {
  notice(printable(text), { title: 'aspose-auth' });
}
function commands_warning(text) {
  warning(printable(text), { title: 'aspose-auth' });
}
function commands_debug(text) {
  debug(printable(text));
}
function write(variable, command) {
  if (!process.env[variable]) {
    throw unwritable(variable, 'the runner did not set the variable');
  }
  try {
    command();
  }
  catch (error) {
    const { code = 'the file is missing' } = error;
    throw unwritable(variable, code);
  }
}
function unwritable(variable, reason) {
  return new AsposeAuthError('internal-error', {
    summary: `The runner's file for ${variable} could not be written (${reason}).`,
    advice: 'Check that the disk is not full, and in a container that its user may write the files of the runner. This is not a bug of the action.',
  });
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = require("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = require("node:https");
;// CONCATENATED MODULE: ./lib/src/http/agents.js


class AgentPool {
  agents = new Map();
  agentFor(url, proxy) {
    const agent = this.agents.get(url.origin) ?? createAgent(url, proxy);
    this.agents.set(url.origin, agent);
    return agent;
  }
  retire({ origin }) {
    const agent = this.agents.get(origin);
    if (agent !== undefined) {
      this.agents.delete(origin);
      agent.maxFreeSockets = 0;
      for (const socket of Object.values(agent.freeSockets).flat()) {
        socket?.destroy();
      }
    }
  }
}
function createAgent(url, proxy) {
  return url.protocol === 'https:'
    ? new external_node_https_namespaceObject.Agent({ keepAlive: true, proxyEnv: { https_proxy: proxy?.href } })
    : new external_node_http_namespaceObject.Agent({ keepAlive: true, proxyEnv: { http_proxy: proxy?.href } });
}

;// CONCATENATED MODULE: ./lib/src/http/status.js
function isRetriedStatus(status) {
  const isServerError = status >= 500 && status <= 599 && status !== 501 && status !== 505;
  return status === 408 || status === 429 || isServerError;
}
function isFinalStatus(status) {
  return status >= 300 && !isRetriedStatus(status);
}

;// CONCATENATED MODULE: ./lib/src/http/network-failure.js

const RETRIED_CODES = [
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
];
const TLS_CODES = /^(CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS_|ERR_SSL_|EPROTO$)/;
function networkFailure(error, attempt) {
  const { code, errors = [error], statusCode } = error;
  if (code === 'ERR_PROXY_TUNNEL') {
    return tunnelFailure(statusCode, attempt);
  }
  const codes = [...new Set(errors.map((one) => one.code ?? ''))];
  if (codes.includes('')) {
    throw error;
  }
  const proxy = attempt.proxy?.host;
  if (codes.some((one) => one.startsWith('HPE_'))) {
    // A proxy passes the responses of http services on as its own.
    const isProxy = proxy !== undefined && attempt.url.protocol === 'http:';
    const [reason, party] = isProxy
      ? ['proxy-refused', 'proxy']
      : ['not-http', 'host'];
    return { kind: 'failure', reason, party, codes, proxy, wasSent: true, canRetry: false };
  }
  const isConnecting = errors.some(({ syscall }) => ['connect', 'getaddrinfo'].includes(syscall ?? ''));
  const isTls = codes.some((one) => TLS_CODES.test(one)) || errors.some((one) => 'host' in one);
  return {
    kind: 'failure',
    reason: attempt.hasResponse ? 'broken-off' : 'network',
    party: partyAt(attempt, { isConnecting, isTls }),
    codes,
    proxy,
    wasSent: !isConnecting && !isTls,
    canRetry: codes.some((one) => RETRIED_CODES.includes(one)),
  };
}
function timeFailure({ proxy }) {
  return {
    kind: 'failure',
    reason: 'time',
    party: 'host',
    codes: [],
    proxy: proxy?.host,
    wasSent: true,
    canRetry: true,
  };
}
function blockedFailure(reason, variable) {
  return {
    kind: 'failure',
    reason,
    party: 'proxy',
    codes: [],
    variable,
    wasSent: false,
    canRetry: false,
  };
}
function tunnelFailure(statusCode, { proxy }) {
  const isClosed = statusCode === undefined;
  const proxyStatus = Number.isNaN(statusCode) ? undefined : statusCode;
  return {
    kind: 'failure',
    reason: 'proxy-refused',
    party: 'proxy',
    codes: isClosed ? ['ECONNRESET'] : [],
    proxy: proxy?.host,
    proxyStatus,
    wasSent: false,
    canRetry: isClosed || isRetriedStatus(proxyStatus ?? 0),
  };
}
function partyAt({ url, proxy }, { isConnecting, isTls }) {
  if (proxy === undefined) {
    return 'host';
  }
  if (isConnecting) {
    return 'proxy';
  }
  if (!isTls || proxy.protocol === 'http:') {
    return 'host';
  }
  return url.protocol === 'http:' ? 'proxy' : 'either';
}

;// CONCATENATED MODULE: ./lib/src/http/loopback.js
function isLoopback({ hostname }) {
  return /^(localhost|\[::1\]|127(\.\d+){3})$/.test(hostname);
}

;// CONCATENATED MODULE: ./lib/src/http/proxy.js


const NAMES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
function takeProxyVariables(env) {
  const taken = Object.fromEntries(NAMES.map((name) => [name, env[name]]));
  for (const name of NAMES) {
    delete env[name];
  }
  return { ...taken, no_proxy: env.no_proxy, NO_PROXY: env.NO_PROXY };
}
const HOST = /^[\w.:[\]-]+$/;
function routeTo(url, variables, nodeVersion) {
  const lower = `${url.protocol.slice(0, -1)}_proxy`;
  const variable = variables[lower]?.trim() ? lower : lower.toUpperCase();
  const { address, isSplit } = parseProxyVariable(variables[variable] ?? '');
  if (address === '' || isLoopback(url) || bypasses(url, variables)) {
    return { kind: 'direct' };
  }
  const proxy = URL.parse(address);
  const isUsable = proxy !== null && /^https?:$/.test(proxy.protocol) && HOST.test(proxy.hostname);
  if (!isUsable || isSplit) {
    return { kind: 'blocked', reason: 'bad-variable', variable };
  }
  if (!hasProxySupport(nodeVersion)) {
    return { kind: 'blocked', reason: 'old-node', variable };
  }
  // Node decodes both and fails at a bare percent sign.
  proxy.username = encodeURIComponent(percentDecoded(proxy.username));
  proxy.password = encodeURIComponent(percentDecoded(proxy.password));
  return { kind: 'proxy', proxy };
}
function proxyPasswords(env) {
  return Object.entries(env)
    .filter(([name]) => /_proxy$/i.test(name))
    .map(([, value = '']) => parseProxyVariable(value).password)
    .flatMap((password) => [password, percentDecoded(password)]);
}
function parseProxyVariable(value) {
  const text = value.trim();
  const address = text === '' || /^[\w+.-]+:\/\//.test(text) ? text : `http://${text}`;
  const [, userInfo = '', rest = ''] = /^["'\s]*(?:[\w+.-]+:\/\/)?(.*)@(.*)$/s.exec(value) ?? [];
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(userInfo) ?? [];
  return { address, password, isSplit: rest !== '' && /[/?#\\]/.test(userInfo) };
}
function hasProxySupport(nodeVersion) {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 5);
}
function bypasses({ hostname, port, protocol }, variables) {
  const host = hostname.toLowerCase();
  const hostAndPort = `${host}:${port || (protocol === 'https:' ? '443' : '80')}`;
  const list = variables.no_proxy?.trim() || variables.NO_PROXY || '';
  const entries = list.toLowerCase().split(',');
  return entries
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .some((entry) => {
    const domain = `.${entry.replace(/^\*?\./, '')}`;
    return (entry === '*' || [host, hostAndPort].some((name) => name === entry || name.endsWith(domain)));
  });
}

;// CONCATENATED MODULE: ./lib/src/http/retry.js

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
function pauseBeforeRetry(outcome, attempts, random) {
  const backoff = random * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
  if (outcome.kind === 'failure') {
    return outcome.canRetry ? backoff : undefined;
  }
  const { status, retryAfterSeconds = 0 } = outcome;
  return isRetriedStatus(status) ? Math.max(backoff, retryAfterSeconds * 1000) : undefined;
}

;// CONCATENATED MODULE: external "http"
const external_http_namespaceObject = require("http");
var external_http_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_http_namespaceObject, 2);
;// CONCATENATED MODULE: external "https"
const external_https_namespaceObject = require("https");
var external_https_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_https_namespaceObject, 2);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/http-client/lib/proxy.js
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
;// CONCATENATED MODULE: ./lib/node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var lib_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
  function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
  return new (P || (P = Promise))(function (resolve, reject) {
    function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
    function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
    function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};





var HttpCodes;
(function (HttpCodes) {
  HttpCodes[HttpCodes["OK"] = 200] = "OK";
  HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
  HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
  HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
  HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
  HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
  HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
  HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
  HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
  HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
  HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
  HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
  HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
  HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
  HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
  HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
  HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
  HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
  HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
  HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
  HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
  HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
  HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
  HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
  HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
  HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
  HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
  Headers["Accept"] = "accept";
  Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
  MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
function lib_getProxyUrl(serverUrl) {
  const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
  return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
  HttpCodes.MovedPermanently,
  HttpCodes.ResourceMoved,
  HttpCodes.SeeOther,
  HttpCodes.TemporaryRedirect,
  HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
  HttpCodes.BadGateway,
  HttpCodes.ServiceUnavailable,
  HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
  constructor(message, statusCode) {
    super(message);
    this.name = 'HttpClientError';
    this.statusCode = statusCode;
    Object.setPrototypeOf(this, HttpClientError.prototype);
  }
}
class HttpClientResponse {
  constructor(message) {
    this.message = message;
  }
  readBody() {
    return lib_awaiter(this, void 0, void 0, function* () {
      return new Promise((resolve) => lib_awaiter(this, void 0, void 0, function* () {
        let output = Buffer.alloc(0);
        this.message.on('data', (chunk) => {
          output = Buffer.concat([output, chunk]);
        });
        this.message.on('end', () => {
          resolve(output.toString());
        });
      }));
    });
  }
  readBodyBuffer() {
    return lib_awaiter(this, void 0, void 0, function* () {
      return new Promise((resolve) => lib_awaiter(this, void 0, void 0, function* () {
        const chunks = [];
        this.message.on('data', (chunk) => {
          chunks.push(chunk);
        });
        this.message.on('end', () => {
          resolve(Buffer.concat(chunks));
        });
      }));
    });
  }
}
function isHttps(requestUrl) {
  const parsedUrl = new URL(requestUrl);
  return parsedUrl.protocol === 'https:';
}
class HttpClient {
  constructor(userAgent, handlers, requestOptions) {
    this._ignoreSslError = false;
    this._allowRedirects = true;
    this._allowRedirectDowngrade = false;
    this._maxRedirects = 50;
    this._allowRetries = false;
    this._maxRetries = 1;
    this._keepAlive = false;
    this._disposed = false;
    this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
    this.handlers = handlers || [];
    this.requestOptions = requestOptions;
    if (requestOptions) {
      if (requestOptions.ignoreSslError != null) {
        this._ignoreSslError = requestOptions.ignoreSslError;
      }
      this._socketTimeout = requestOptions.socketTimeout;
      if (requestOptions.allowRedirects != null) {
        this._allowRedirects = requestOptions.allowRedirects;
      }
      if (requestOptions.allowRedirectDowngrade != null) {
        this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
      }
      if (requestOptions.maxRedirects != null) {
        this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
      }
      if (requestOptions.keepAlive != null) {
        this._keepAlive = requestOptions.keepAlive;
      }
      if (requestOptions.allowRetries != null) {
        this._allowRetries = requestOptions.allowRetries;
      }
      if (requestOptions.maxRetries != null) {
        this._maxRetries = requestOptions.maxRetries;
      }
    }
  }
  options(requestUrl, additionalHeaders) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
    });
  }
  get(requestUrl, additionalHeaders) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return this.request('GET', requestUrl, null, additionalHeaders || {});
    });
  }
  del(requestUrl, additionalHeaders) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return this.request('DELETE', requestUrl, null, additionalHeaders || {});
    });
  }
  post(requestUrl, data, additionalHeaders) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return this.request('POST', requestUrl, data, additionalHeaders || {});
    });
  }
  patch(requestUrl, data, additionalHeaders) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return this.request('PATCH', requestUrl, data, additionalHeaders || {});
    });
  }
  put(requestUrl, data, additionalHeaders) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return this.request('PUT', requestUrl, data, additionalHeaders || {});
    });
  }
  head(requestUrl, additionalHeaders) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return this.request('HEAD', requestUrl, null, additionalHeaders || {});
    });
  }
  sendStream(verb, requestUrl, stream, additionalHeaders) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return this.request(verb, requestUrl, stream, additionalHeaders);
    });
  }
  getJson(requestUrl_1) {
    return lib_awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
      additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
      const res = yield this.get(requestUrl, additionalHeaders);
      return this._processResponse(res, this.requestOptions);
    });
  }
  postJson(requestUrl_1, obj_1) {
    return lib_awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
      const data = JSON.stringify(obj, null, 2);
      additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
      additionalHeaders[Headers.ContentType] =
        this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
      const res = yield this.post(requestUrl, data, additionalHeaders);
      return this._processResponse(res, this.requestOptions);
    });
  }
  putJson(requestUrl_1, obj_1) {
    return lib_awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
      const data = JSON.stringify(obj, null, 2);
      additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
      additionalHeaders[Headers.ContentType] =
        this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
      const res = yield this.put(requestUrl, data, additionalHeaders);
      return this._processResponse(res, this.requestOptions);
    });
  }
  patchJson(requestUrl_1, obj_1) {
    return lib_awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
      const data = JSON.stringify(obj, null, 2);
      additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
      additionalHeaders[Headers.ContentType] =
        this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
      const res = yield this.patch(requestUrl, data, additionalHeaders);
      return this._processResponse(res, this.requestOptions);
    });
  }
  request(verb, requestUrl, data, headers) {
    return lib_awaiter(this, void 0, void 0, function* () {
      if (this._disposed) {
        throw new Error('Client has already been disposed.');
      }
      const parsedUrl = new URL(requestUrl);
      let info = this._prepareRequest(verb, parsedUrl, headers);
      // Only perform retries on reads since writes may not be idempotent.
      const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
        ? this._maxRetries + 1
        : 1;
      let numTries = 0;
      let response;
      do {
        response = yield this.requestRaw(info, data);
        // Check if it's an authentication challenge
        if (response &&
          response.message &&
          response.message.statusCode === HttpCodes.Unauthorized) {
          let authenticationHandler;
          for (const handler of this.handlers) {
            if (handler.canHandleAuthentication(response)) {
              authenticationHandler = handler;
              break;
            }
          }
          if (authenticationHandler) {
            return authenticationHandler.handleAuthentication(this, info, data);
          }
          else {
            // We have received an unauthorized response but have no handlers to handle it.
            // Let the response return to the caller.
            return response;
          }
        }
        let redirectsRemaining = this._maxRedirects;
        while (response.message.statusCode &&
          HttpRedirectCodes.includes(response.message.statusCode) &&
          this._allowRedirects &&
          redirectsRemaining > 0) {
          const redirectUrl = response.message.headers['location'];
          if (!redirectUrl) {
            // if there's no location to redirect to, we won't
            break;
          }
          const parsedRedirectUrl = new URL(redirectUrl);
          if (parsedUrl.protocol === 'https:' &&
            parsedUrl.protocol !== parsedRedirectUrl.protocol &&
            !this._allowRedirectDowngrade) {
            throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
          }
          // we need to finish reading the response before reassigning response
          // which will leak the open socket.
          yield response.readBody();
          // strip authorization header if redirected to a different hostname
          if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
            for (const header in headers) {
              // header names are case insensitive
              if (header.toLowerCase() === 'authorization') {
                delete headers[header];
              }
            }
          }
          // let's make the request with the new redirectUrl
          info = this._prepareRequest(verb, parsedRedirectUrl, headers);
          response = yield this.requestRaw(info, data);
          redirectsRemaining--;
        }
        if (!response.message.statusCode ||
          !HttpResponseRetryCodes.includes(response.message.statusCode)) {
          // If not a retry code, return immediately instead of retrying
          return response;
        }
        numTries += 1;
        if (numTries < maxTries) {
          yield response.readBody();
          yield this._performExponentialBackoff(numTries);
        }
      } while (numTries < maxTries);
      return response;
    });
  }
  dispose() {
    if (this._agent) {
      this._agent.destroy();
    }
    this._disposed = true;
  }
  requestRaw(info, data) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return new Promise((resolve, reject) => {
        function callbackForResult(err, res) {
          if (err) {
            reject(err);
          }
          else if (!res) {
            // If `err` is not passed, then `res` must be passed.
            reject(new Error('Unknown error'));
          }
          else {
            resolve(res);
          }
        }
        this.requestRawWithCallback(info, data, callbackForResult);
      });
    });
  }
  requestRawWithCallback(info, data, onResult) {
    if (typeof data === 'string') {
      if (!info.options.headers) {
        info.options.headers = {};
      }
      info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
    }
    let callbackCalled = false;
    function handleResult(err, res) {
      if (!callbackCalled) {
        callbackCalled = true;
        onResult(err, res);
      }
    }
    const req = info.httpModule.request(info.options, (msg) => {
      const res = new HttpClientResponse(msg);
      handleResult(undefined, res);
    });
    let socket;
    req.on('socket', sock => {
      socket = sock;
    });
    // If we ever get disconnected, we want the socket to timeout eventually
    req.setTimeout(this._socketTimeout || 3 * 60000, () => {
      if (socket) {
        socket.end();
      }
      handleResult(new Error(`Request timeout: ${info.options.path}`));
    });
    req.on('error', function (err) {
      // err has statusCode property
      // res should have headers
      handleResult(err);
    });
    if (data && typeof data === 'string') {
      req.write(data, 'utf8');
    }
    if (data && typeof data !== 'string') {
      data.on('close', function () {
        req.end();
      });
      data.pipe(req);
    }
    else {
      req.end();
    }
  }
  getAgent(serverUrl) {
    const parsedUrl = new URL(serverUrl);
    return this._getAgent(parsedUrl);
  }
  getAgentDispatcher(serverUrl) {
    const parsedUrl = new URL(serverUrl);
    const proxyUrl = getProxyUrl(parsedUrl);
    const useProxy = proxyUrl && proxyUrl.hostname;
    if (!useProxy) {
      return;
    }
    return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
  }
  _prepareRequest(method, requestUrl, headers) {
    const info = {};
    info.parsedUrl = requestUrl;
    const usingSsl = info.parsedUrl.protocol === 'https:';
    info.httpModule = usingSsl ? external_https_namespaceObject_0 : external_http_namespaceObject_0;
    const defaultPort = usingSsl ? 443 : 80;
    info.options = {};
    info.options.host = info.parsedUrl.hostname;
    info.options.port = info.parsedUrl.port
      ? parseInt(info.parsedUrl.port)
      : defaultPort;
    info.options.path =
      (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
    info.options.method = method;
    info.options.headers = this._mergeHeaders(headers);
    if (this.userAgent != null) {
      info.options.headers['user-agent'] = this.userAgent;
    }
    info.options.agent = this._getAgent(info.parsedUrl);
    // gives handlers an opportunity to participate
    if (this.handlers) {
      for (const handler of this.handlers) {
        handler.prepareRequest(info.options);
      }
    }
    return info;
  }
  _mergeHeaders(headers) {
    if (this.requestOptions && this.requestOptions.headers) {
      return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
    }
    return lowercaseKeys(headers || {});
  }
  _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
    let clientHeader;
    if (this.requestOptions && this.requestOptions.headers) {
      const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
      if (headerValue) {
        clientHeader =
          typeof headerValue === 'number' ? headerValue.toString() : headerValue;
      }
    }
    const additionalValue = additionalHeaders[header];
    if (additionalValue !== undefined) {
      return typeof additionalValue === 'number'
        ? additionalValue.toString()
        : additionalValue;
    }
    if (clientHeader !== undefined) {
      return clientHeader;
    }
    return _default;
  }
  _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
    let clientHeader;
    if (this.requestOptions && this.requestOptions.headers) {
      const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
      if (headerValue) {
        if (typeof headerValue === 'number') {
          clientHeader = String(headerValue);
        }
        else if (Array.isArray(headerValue)) {
          clientHeader = headerValue.join(', ');
        }
        else {
          clientHeader = headerValue;
        }
      }
    }
    const additionalValue = additionalHeaders[Headers.ContentType];
    // Return the first non-undefined value, converting numbers or arrays to strings if necessary
    if (additionalValue !== undefined) {
      if (typeof additionalValue === 'number') {
        return String(additionalValue);
      }
      else if (Array.isArray(additionalValue)) {
        return additionalValue.join(', ');
      }
      else {
        return additionalValue;
      }
    }
    if (clientHeader !== undefined) {
      return clientHeader;
    }
    return _default;
  }
  _getAgent(parsedUrl) {
    let agent;
    const proxyUrl = getProxyUrl(parsedUrl);
    const useProxy = proxyUrl && proxyUrl.hostname;
    if (this._keepAlive && useProxy) {
      agent = this._proxyAgent;
    }
    if (!useProxy) {
      agent = this._agent;
    }
    // if agent is already assigned use that agent.
    if (agent) {
      return agent;
    }
    const usingSsl = parsedUrl.protocol === 'https:';
    let maxSockets = 100;
    if (this.requestOptions) {
      maxSockets = this.requestOptions.maxSockets || external_http_namespaceObject.globalAgent.maxSockets;
    }
    // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
    if (proxyUrl && proxyUrl.hostname) {
      const agentOptions = {
        maxSockets,
        keepAlive: this._keepAlive,
        proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
          proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
        })), { host: proxyUrl.hostname, port: proxyUrl.port })
      };
      let tunnelAgent;
      const overHttps = proxyUrl.protocol === 'https:';
      if (usingSsl) {
        tunnelAgent = overHttps ? external_node_http_namespaceObject.httpsOverHttps : external_node_http_namespaceObject.httpsOverHttp;
      }
      else {
        tunnelAgent = overHttps ? external_node_http_namespaceObject.httpOverHttps : external_node_http_namespaceObject.httpOverHttp;
      }
      agent = tunnelAgent(agentOptions);
      this._proxyAgent = agent;
    }
    // if tunneling agent isn't assigned create a new agent
    if (!agent) {
      const options = { keepAlive: this._keepAlive, maxSockets };
      agent = usingSsl ? new external_https_namespaceObject.Agent(options) : new external_http_namespaceObject.Agent(options);
      this._agent = agent;
    }
    if (usingSsl && this._ignoreSslError) {
      // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
      // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
      // we have to cast it to any and change it directly
      agent.options = Object.assign(agent.options || {}, {
        rejectUnauthorized: false
      });
    }
    return agent;
  }
  _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
    let proxyAgent;
    if (this._keepAlive) {
      proxyAgent = this._proxyAgentDispatcher;
    }
    // if agent is already assigned use that agent.
    if (proxyAgent) {
      return proxyAgent;
    }
    const usingSsl = parsedUrl.protocol === 'https:';
    proxyAgent = new external_node_http_namespaceObject.ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
      token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
    })));
    this._proxyAgentDispatcher = proxyAgent;
    if (usingSsl && this._ignoreSslError) {
      // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
      // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
      // we have to cast it to any and change it directly
      proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
        rejectUnauthorized: false
      });
    }
    return proxyAgent;
  }
  _getUserAgentWithOrchestrationId(userAgent) {
    const baseUserAgent = userAgent || 'actions/http-client';
    const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
    if (orchId) {
      // Sanitize the orchestration ID to ensure it contains only valid characters
      // Valid characters: 0-9, a-z, _, -, .
      const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
      return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
    }
    return baseUserAgent;
  }
  _performExponentialBackoff(retryNumber) {
    return lib_awaiter(this, void 0, void 0, function* () {
      retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
      const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
      return new Promise(resolve => setTimeout(() => resolve(), ms));
    });
  }
  _processResponse(res, options) {
    return lib_awaiter(this, void 0, void 0, function* () {
      return new Promise((resolve, reject) => lib_awaiter(this, void 0, void 0, function* () {
        const statusCode = res.message.statusCode || 0;
        const response = {
          statusCode,
          result: null,
          headers: {}
        };
        // not found leads to null obj returned
        if (statusCode === HttpCodes.NotFound) {
          resolve(response);
        }
        // get the result from the body
        function dateTimeDeserializer(key, value) {
          if (typeof value === 'string') {
            const a = new Date(value);
            if (!isNaN(a.valueOf())) {
              return a;
            }
          }
          return value;
        }
        let obj;
        let contents;
        try {
          contents = yield res.readBody();
          if (contents && contents.length > 0) {
            if (options && options.deserializeDates) {
              obj = JSON.parse(contents, dateTimeDeserializer);
            }
            else {
              obj = JSON.parse(contents);
            }
            response.result = obj;
          }
          response.headers = res.message.headers;
        }
        catch (err) {
          // Invalid resource (contents not json);  leaving result obj null
        }
        // note that 3xx redirects are handled by the http layer.
        if (statusCode > 299) {
          let msg;
          // if exception/error in body, attempt to get better error
          if (obj && obj.message) {
            msg = obj.message;
          }
          else if (contents && contents.length > 0) {
            // it may be the case that the exception is in the body message as string
            msg = contents;
          }
          else {
            msg = `Failed request: (${statusCode})`;
          }
          const err = new HttpClientError(msg, statusCode);
          err.result = response.result;
          reject(err);
        }
        else {
          resolve(response);
        }
      }));
    });
  }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./lib/src/version.js
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./lib/src/http/response.js
const HTTP_DATE = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;
function parseHttpDate(header = '') {
  const time = HTTP_DATE.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
function parseAge(header = '') {
  return /^\d{1,10}$/.test(header) ? Number(header) * 1000 : 0;
}
function parseRetryAfter(header, now) {
  if (header !== undefined && /^\d+$/.test(header)) {
    return Math.min(Number(header), Number.MAX_SAFE_INTEGER);
  }
  const date = parseHttpDate(header);
  return date === undefined ? undefined : Math.max(0, (date - now) / 1000);
}

;// CONCATENATED MODULE: ./lib/src/http/send.js





const USER_AGENT = `aspose-auth/${VERSION} (+https://github.com/org/aspose-auth)`;
const NEVER_MS = 2 ** 31 - 1;
async function send(request, { agent, proxy }, limitMs) {
  const { method, url, body, maxBodyBytes } = request;
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'cache-control': 'no-cache',
    ...request.headers,
  };
  const abort = new AbortController();
  let head;
  async function exchange() {
    const client = clientFor(agent, url, abort.signal);
    const { message } = await client.request(method, url.href, body ?? null, headers);
    head = headOf(message);
    return { ...head, body: await readBody(message, maxBodyBytes) };
  }
  // Node closes an idle connection on which bytes arrive, but it has to look first: bytes that nobody asked for must not be
  // taken for the response to this request. The first turn of the event loop ends the one that brought the last response.
  await nextTurn();
  await nextTurn();
  let timer;
  const isOver = new Promise((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    // Raced, because a request that waits for a silent proxy does not notice the signal.
    const response = await Promise.race([exchange(), isOver]);
    if (response !== undefined) {
      return response;
    }
    abort.abort();
    return unfinished(head) ?? timeFailure({ url, proxy, hasResponse: head !== undefined });
  }
  catch (error) {
    return (unfinished(head) ?? networkFailure(error, { url, proxy, hasResponse: head !== undefined }));
  }
  finally {
    clearTimeout(timer);
  }
}
function nextTurn() {
  return new Promise((resolve) => setImmediate(resolve));
}
function unfinished(head) {
  const isEnough = head !== undefined &&
    (isFinalStatus(head.status) || (head.status >= 400 && head.retryAfterSeconds !== undefined));
  return isEnough ? head : undefined;
}
function clientFor(agent, url, signal) {
  const handler = {
    prepareRequest(options) {
      options.agent = agent;
      options.signal = signal;
      // Node takes an IPv6 address without the brackets that it has in a URL.
      options.host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('no authentication is handled here')),
  };
  return new HttpClient(USER_AGENT, [handler], {
    allowRedirects: false,
    allowRetries: false,
    socketTimeout: NEVER_MS,
  });
}
function headOf({ statusCode = 0, headers }) {
  const now = Date.now();
  const date = parseHttpDate(headers.date);
  return {
    kind: 'response',
    status: statusCode,
    body: { kind: 'unread' },
    retryAfterSeconds: parseRetryAfter(headers['retry-after'], date ?? now),
    location: headers.location,
    clockOffsetMs: date === undefined ? undefined : date + parseAge(headers.age) - now,
  };
}
const COMPRESSION = /\b(x-gzip|gzip|deflate|x-compress|compress|br|zstd)\b/i;
async function readBody(message, limitBytes) {
  // Kept, because a message lets go of its connection at its end.
  const { socket } = message;
  const { 'content-encoding': encoding = '', 'transfer-encoding': transfer = '' } = message.headers;
  const [compression] = COMPRESSION.exec(`${encoding}, ${transfer}`) ?? [];
  if (compression !== undefined) {
    message.destroy();
    return { kind: 'compressed', encoding: compression };
  }
  const chunks = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > limitBytes) {
      return { kind: 'too-large', limitBytes };
    }
    chunks.push(chunk);
  }
  // Without a Content-Length, a reset surfaces only on the socket, not on the response stream.
  if (socket.errored) {
    throw socket.errored;
  }
  return decoded(Buffer.concat(chunks));
}
function decoded(bytes) {
  try {
    // Drops a byte order mark.
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  }
  catch {
    return { kind: 'not-utf-8' };
  }
}

;// CONCATENATED MODULE: ./lib/src/http/client.js









const ADDRESS_TIMEOUT_MS = 2000;
const SHORTEST_ATTEMPT_MS = 200;
const CLOCK_TOLERANCE_MS = 60_000;
class Client {
  timeoutSeconds;
  retries = 0;
  proxies;
  agents = new AgentPool();
  hasWarnedOfClock = false;
  constructor(timeoutSeconds, proxies) {
    this.timeoutSeconds = timeoutSeconds;
    this.proxies = proxies;
    (0,external_node_net_namespaceObject.setDefaultAutoSelectFamilyAttemptTimeout)(Math.min(ADDRESS_TIMEOUT_MS, this.attemptMs));
  }
  deadline() {
    return monotonicMs() + this.timeoutSeconds * 1000;
  }
  async send(request, limits) {
    const { deadline, maxUnanswered = Number.POSITIVE_INFINITY } = limits;
    let unanswered = 0;
    for (let attempts = 1;; attempts++) {
      const outcome = await this.attempt(request, attempts, deadline);
      if (outcome.kind === 'failure' && outcome.wasSent) {
        unanswered++;
      }
      const pause = pauseBeforeRetry(outcome, attempts, Math.random());
      const left = deadline - monotonicMs();
      const canRetry = pause !== undefined && pause + SHORTEST_ATTEMPT_MS <= left;
      const hasGivenUp = canRetry && unanswered >= maxUnanswered;
      if (!canRetry || hasGivenUp) {
        return { request, outcome, attempts, unanswered, hasGivenUp };
      }
      commands_info(`${named(request)}: ${told(outcome)}. Retrying in ${inWords(pause)}; ${duration(left / 1000)} of timeout-seconds left.`);
      this.retries++;
      await sleep(pause);
    }
  }
  get attemptMs() {
    return this.timeoutSeconds * 500;
  }
  async attempt(request, attempts, deadline) {
    const route = routeTo(request.url, this.proxies, process.versions.node);
    if (route.kind === 'blocked') {
      return blockedFailure(route.reason, route.variable);
    }
    if (attempts > 1) {
      this.agents.retire(request.url);
    }
    const start = monotonicMs();
    const proxy = route.kind === 'proxy' ? route.proxy : undefined;
    const connection = { agent: this.agents.agentFor(request.url, proxy), proxy };
    const outcome = await send(request, connection, Math.min(this.attemptMs, deadline - start));
    const elapsed = Math.round(monotonicMs() - start);
    commands_debug(`${named(request)}: ${told(outcome)} (attempt ${attempts}, ${elapsed} ms)`);
    if (outcome.kind === 'response') {
      this.warnOfClock(outcome.clockOffsetMs ?? 0);
    }
    return outcome;
  }
  warnOfClock(offsetMs) {
    if (Math.abs(offsetMs) > CLOCK_TOLERANCE_MS && !this.hasWarnedOfClock) {
      this.hasWarnedOfClock = true;
      const direction = offsetMs > 0 ? 'behind' : 'ahead of';
      commands_warning(`The runner's clock is ${duration(Math.abs(offsetMs) / 1000)} ${direction} the service's. Dates of the service are read by its own clock; correct the runner's.`);
    }
  }
}
function inWords(pauseMs) {
  return pauseMs < 1000 ? `${Math.ceil(pauseMs)} ms` : `${(pauseMs / 1000).toFixed(1)} seconds`;
}
function named({ method, url }) {
  return `${method} ${url.host}${url.pathname}`;
}
function told(outcome) {
  if (outcome.kind === 'response') {
    return `HTTP ${outcome.status}`;
  }
  const { reason, codes, proxyStatus } = outcome;
  if (reason === 'time') {
    return 'no complete response in time';
  }
  return proxyStatus === undefined
    ? codes.join(', ') || 'no valid HTTP'
    : `HTTP ${proxyStatus} from the proxy`;
}

;// CONCATENATED MODULE: ./lib/src/gate/gate.js
const IS_MET = {
  exists: ({ exists }) => exists,
  absent: ({ exists }) => !exists,
  file: ({ exists, isFolder }) => exists && !isFolder,
  folder: ({ exists, isFolder }) => exists && isFolder,
};
const EXPECTATIONS = Object.keys(IS_MET);
function isMet(expect, state) {
  return IS_MET[expect](state);
}
function hasLimits(limits) {
  return Object.values(limits).some((limit) => limit !== undefined);
}
function judgePath(path, state, expect) {
  const { exists, isFolder } = state;
  const words = exists ? `is a ${isFolder ? 'folder' : 'file'}` : 'does not exist';
  return { path, exists, isFolder, met: isMet(expect, state), words };
}
function judgeStorage(name, { exists }, expect) {
  const words = exists ? 'exists' : 'does not exist';
  const state = { exists, isFolder: false };
  return { path: name, ...state, met: isMet(expect, state), words };
}
function verdictOf(findings) {
  return {
    passed: findings.every(({ met }) => met),
    exists: findings.every(({ exists }) => exists),
    findings,
  };
}

;// CONCATENATED MODULE: ./lib/src/gate/pattern.js
function isPattern(path) {
  return path.includes('*');
}
function splitPath(path) {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)) || '/', name: path.slice(slash + 1) };
}
function matchesPattern(name, pattern) {
  const parts = pattern.split('*');
  const start = parts[0] ?? '';
  const end = parts.at(-1) ?? '';
  if (!name.startsWith(start) || !name.endsWith(end)) {
    return false;
  }
  // Each part as early as possible leaves the most room for the rest.
  let position = start.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, position);
    if (found === -1) {
      return false;
    }
    position = found + part.length;
  }
  return position <= name.length - end.length;
}

;// CONCATENATED MODULE: ./lib/src/runner/secrets.js

const SHORTEST_MASK = 8;
const registered = new Set();
const secrets = new Set();
function mask(secret) {
  neverQuote(secret);
  // The runner masks each line of a value by itself, without the white space around it.
  const lines = secret.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const long = lines.filter((line) => line.trim().length >= SHORTEST_MASK);
  for (const value of long.length === lines.length ? [secret] : long) {
    if (value.trim() !== '' && !registered.has(value)) {
      registered.add(value);
      commands_setSecret(value);
    }
  }
}
function neverQuote(value) {
  secrets.add(value.toLowerCase());
}
function maskToken(token) {
  mask(token);
  const [header = '', ...segments] = token.split('.');
  if (isJson(Buffer.from(header, 'base64url').toString())) {
    for (const segment of segments) {
      mask(segment);
    }
  }
}
function quotesSecret(text) {
  const searched = text.toLowerCase();
  for (let start = 0; start + SHORTEST_MASK <= searched.length; start++) {
    const part = searched.slice(start, start + SHORTEST_MASK);
    if ([...secrets].some((secret) => secret.includes(part))) {
      return true;
    }
  }
  return false;
}
function isJson(text) {
  try {
    return typeof JSON.parse(text) === 'object';
  }
  catch {
    return false;
  }
}

;// CONCATENATED MODULE: ./lib/src/inputs/rules.js

const BOOLEAN = {
  is: 'true or false',
  parse: (text) => /^(true|True|TRUE|false|False|FALSE)$/.test(text) ? text.toLowerCase() === 'true' : undefined,
};
function oneOf(allowed) {
  return {
    is: `one of ${allowed.join(', ')}`,
    parse: (text) => allowed.find((candidate) => candidate === text),
  };
}
const MAX_SECONDS = 86_400;
function secondsFrom(least) {
  return wholeNumber({ least, most: MAX_SECONDS, unit: 'seconds' });
}
function noneOr(range) {
  const number = wholeNumber(range);
  return {
    is: `none or ${number.is}`,
    parse: (text) => (text === 'none' ? 'none' : number.parse(text)),
  };
}
function wholeNumber({ least, most, unit }) {
  return {
    is: `a whole number of ${unit} from ${least} to ${most}`,
    parse: (text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
      ? Number(text)
      : undefined,
  };
}
function serviceUrl(allowHttp) {
  const http = allowHttp
    ? 'http:// or https://'
    : 'https:// (http:// is for loopback hosts, or with allow-http: true)';
  return {
    is: `a URL that starts with ${http} and has no @, ?, #, backslash or white space`,
    parse(text) {
      const url = /^https?:\/\/[^\s/@\\?#\p{Cc}\p{Cf}][^\s@\\?#\p{Cc}\p{Cf}]*$/iu.test(text)
        ? URL.parse(text)
        : null;
      if (url === null || !(url.protocol === 'https:' || allowHttp || isLoopback(url))) {
        return undefined;
      }
      url.pathname = url.pathname.replace(/\/+$/, '');
      return url;
    },
  };
}
const PLACEHOLDER = /^(null|undefined|none|nil|""|\*{2,})$/i;
function isPlaceholder(text) {
  return PLACEHOLDER.test(text);
}

;// CONCATENATED MODULE: ./lib/src/inputs/reader.js




const DEFAULTS = {
  'min-validity-seconds': '60',
  'on-missing-credentials': 'fail',
  'base-url': 'https://api.aspose.cloud',
  'allow-http': 'false',
  'timeout-seconds': '60',
  'export-env': 'true',
  'env-name': 'ASPOSE_ACCESS_TOKEN',
  'job-summary': 'true',
  'storage-required': 'true',
  'storage-wait-seconds': '0',
};
const MASKED_INPUTS = ['client-secret', 'access-token', 'seal-key'];
const HIDDEN_INPUTS = [...MASKED_INPUTS, 'sealed-token'];
const GENERATED_INPUTS = [...HIDDEN_INPUTS, 'client-id'];
const PASTED_INPUTS = ['client-id', 'client-secret'];
function given(name) {
  const isDropped = PASTED_INPUTS.includes(name) ? isInvisible : isWhiteSpace;
  return trimEnds(rawInput(name), isDropped);
}
function isInvisible(character) {
  return /^[\s\p{Cc}\p{Cf}]$/u.test(character);
}
class InputReader {
  faults = [];
  warnings = [];
  read(name, rule, fallback) {
    const value = rule.parse(given(name) || fallback);
    if (value === undefined) {
      this.refuse(name, rule.is);
    }
    return value ?? rule.parse(fallback);
  }
  defaulted(name, rule) {
    return this.read(name, rule, DEFAULTS[name]);
  }
  optional(name, rule) {
    return given(name) === '' ? undefined : this.required(name, rule);
  }
  required(name, rule) {
    if (GENERATED_INPUTS.includes(name) && isPlaceholder(given(name))) {
      this.faults.push(`${name} is ${given(name)}, which a script prints when it has no value: pass the value itself, or leave the input empty.`);
      return undefined;
    }
    const value = rule.parse(given(name));
    if (value === undefined) {
      this.refuse(name, rule.is);
    }
    return value;
  }
  complain(sentence) {
    this.faults.push(sentence);
  }
  warn(sentence) {
    this.warnings.push(sentence);
  }
  refuse(name, is) {
    this.faults.push(`${name} must be ${is}${found(name)}`);
  }
}
function found(name) {
  const value = given(name);
  if (HIDDEN_INPUTS.includes(name) || quotesSecret(value)) {
    return ' (value hidden).';
  }
  if (value === '') {
    return ', but it is empty. Is a variable in it not set?';
  }
  // What stands before an @ in a URL may be a password.
  const shown = name.endsWith('-url') ? value.replace(/^.*@/s, '…@') : value;
  return `, but it is ${quoted(shown)}.`;
}

;// CONCATENATED MODULE: ./lib/src/inputs/line-rules.js


function never(pattern, words) {
  return {
    problem(line) {
      const [found] = pattern.exec(line) ?? [];
      return found === undefined ? undefined : words(found);
    },
  };
}
function problemOf(line, rules) {
  for (const { problem } of rules) {
    const words = problem(line);
    if (words !== undefined) {
      return words;
    }
  }
  return undefined;
}
const line_rules_PLACEHOLDER = {
  problem: (line) => isPlaceholder(line)
    ? 'is what a script prints when it has no value: write the name itself.'
    : undefined,
};
const QUOTES = never(/^(["'`])(.*\1)?$/s, () => 'is in quotes: leave them out.');
const UNREPLACED = never(/\$\{/, () => 'contains "${": an expression or variable was not replaced.');
const CONTROL_CHARACTER = never(/[\p{Cc}\u2028\u2029]/u, (found) => `contains the control character ${codePoint(found)}: leave it out.`);
const INVISIBLE_CHARACTER = never(/(?![\u200c\u200d])\p{Cf}/u, (found) => `contains the invisible character ${codePoint(found)}: type the text again instead of pasting it.`);

;// CONCATENATED MODULE: ./lib/src/inputs/storage-paths.js


const LEADING_SLASH = 'If that is part of the name, put a slash before it.';
const MISTAKES = [
  line_rules_PLACEHOLDER,
  never(/^-(\s|$)/, () => `is a YAML list item: one path per line, without "- ". ${LEADING_SLASH}`),
  never(/^#(\s|$)/, () => `is a comment: leave it out. ${LEADING_SLASH}`),
  never(/\s#(\s|$)/, () => 'contains a comment: one path per line, without comments.'),
  never(/^(["'`])(.*\1)?$/s, () => `is in quotes: one path per line, without quotes. ${LEADING_SLASH}`),
  never(/^\[.*\]$/s, () => `is a list in brackets: one path per line, without brackets. ${LEADING_SLASH}`),
  never(/^[a-z][a-z\d+.-]*:\/\//i, () => `is a URL: write the path in the storage. ${LEADING_SLASH}`),
  never(/^[a-z]:[/\\]/i, () => 'is a path on a disk: write the path in the storage.'),
  UNREPLACED,
  INVISIBLE_CHARACTER,
  never(/[,\s]\//, () => 'contains a comma or white space before a slash. Is it a list? Write one path per line.'),
  CONTROL_CHARACTER,
  never(/\\[nr]/, () => 'contains a line feed as text: one path per line, in a block scalar (|).'),
  never(/\\/, () => 'contains a backslash: paths in the storage have slashes.'),
  never(/%0[ad]/i, (found) => `contains ${found}, a line end: one path per line.`),
  never(/%20/, () => 'contains %20: write a space.'),
  never(/%2f/i, (found) => `contains ${found}: write a slash.`),
  never(/\?/, () => 'contains a question mark: only * stands for other characters.'),
  never(/\/\//, () => 'contains two slashes in a row: is a variable between them unset?'),
  never(/(^|\/)\.\.?(\/|$)/, () => 'has "." or ".." as a segment: write the path without it.'),
];
const NOT_A_PATH = [
  never(/^none$/, () => 'checks nothing, so it must be the only line.'),
  ...MISTAKES,
  never(/\*.*\//s, () => 'has * before its last slash. It may stand only in the last segment: subfolders are not searched.'),
  never(/^\/$/, () => 'is the root of the storage: is a variable after it unset?'),
  never(/\/$/, () => 'ends in a slash: leave it out. Is a variable after it unset?'),
];
const NOT_A_FOLDER = [
  never(/\n/, () => 'has several lines: storage-list takes one folder.'),
  QUOTES,
  ...MISTAKES,
  never(/\*/, () => 'contains *: storage-list takes one folder, not a pattern.'),
];
const NOT_A_NAME = [
  line_rules_PLACEHOLDER,
  QUOTES,
  UNREPLACED,
  CONTROL_CHARACTER,
  INVISIBLE_CHARACTER,
];
function readPaths(text) {
  const lines = text.split('\n').map((line) => trimEnds(line, isWhiteSpace));
  const paths = [...new Set(lines)].filter((line) => line !== '');
  const faults = lines.flatMap((line, index) => {
    const problem = problemOf(line, NOT_A_PATH);
    return problem === undefined
      ? []
      : [`storage-path, line ${index + 1}: ${quoted(line)} ${problem}`];
  });
  return { paths, faults };
}
function folderFault(folder) {
  return fault('storage-list', folder, NOT_A_FOLDER);
}
function nameFault(input, name) {
  return fault(input, name, NOT_A_NAME);
}
function fault(input, value, rules) {
  const problem = problemOf(value, rules);
  return problem === undefined ? undefined : `${input}: ${quoted(value)} ${problem}`;
}

;// CONCATENATED MODULE: ./lib/src/inputs/unknown-inputs.js
const STORAGE_INPUTS = [
  'storage-path',
  'storage-url',
  'storage-name',
  'storage-version-id',
  'storage-expect',
  'storage-max-age-seconds',
  'storage-min-bytes',
  'storage-required',
  'storage-wait-seconds',
  'storage-list',
];
const CREDENTIAL_INPUTS = [
  'client-id',
  'client-secret',
  'access-token',
  'sealed-token',
  'seal-key',
];
function unknownStorageInputs(env) {
  return writtenInputs(env)
    .filter((name) => name.startsWith('storage') && !STORAGE_INPUTS.includes(name))
    .map((name) => `${name} is not an input of this action. Did you mean ${likeliest(name)}?`);
}
function misspeltCredentials(env) {
  return writtenInputs(env).flatMap((written) => {
    const meant = CREDENTIAL_INPUTS.find((name) => lettersOf(name) === lettersOf(written));
    return meant === undefined || meant === written ? [] : [{ written, meant }];
  });
}
function writtenInputs(env) {
  return Object.keys(env)
    .map((variable) => /^INPUT_(.+)$/i.exec(variable)?.[1]?.toLowerCase())
    .filter((name) => name !== undefined);
}
function likeliest(written) {
  return STORAGE_INPUTS.reduce((best, name) => sharedStart(name, written) > sharedStart(best, written) ? name : best);
}
function sharedStart(first, second) {
  const [a, b] = [lettersOf(first), lettersOf(second)];
  let length = 0;
  while (length < a.length && a[length] === b[length]) {
    length++;
  }
  return length;
}
function lettersOf(name) {
  return name.replace(/[-_]/g, '');
}

;// CONCATENATED MODULE: ./lib/src/inputs/gate.js







const AGE = noneOr({ least: 1, most: 31_536_000, unit: 'seconds' });
const SIZE = noneOr({ least: 1, most: Number.MAX_SAFE_INTEGER, unit: 'bytes' });
function isCheckAsked() {
  return (given('storage-path') !== 'none' ||
    asksForStorage() ||
    unknownStorageInputs(process.env).length > 0);
}
function asksForStorage() {
  return given('storage-name') !== '' && given('storage-list') === '';
}
function readStorageInputs(reader) {
  for (const sentence of unknownStorageInputs(process.env)) {
    reader.complain(sentence);
  }
  const storageName = readName(reader, 'storage-name');
  const versionId = readName(reader, 'storage-version-id');
  const terms = {
    expect: reader.required('storage-expect', oneOf(EXPECTATIONS)) ?? 'exists',
    limits: {
      maxAgeSeconds: numberOf(reader.required('storage-max-age-seconds', AGE)),
      minBytes: numberOf(reader.required('storage-min-bytes', SIZE)),
    },
    required: reader.defaulted('storage-required', BOOLEAN),
    waitSeconds: reader.defaulted('storage-wait-seconds', secondsFrom(0)),
    storageName,
  };
  const subject = readSubject(reader);
  const gate = subject && { subject, ...terms };
  if (gate !== undefined) {
    judgeTogether(reader, gate, versionId);
  }
  const isGateRefused = reader.faults.length > 0;
  return { storageName, versionId, gate, isGateRefused, listFolder: readFolder(reader) };
}
function numberOf(value) {
  return value === 'none' ? undefined : value;
}
function readName(reader, input) {
  const name = given(input) || undefined;
  const fault = name && nameFault(input, name);
  if (fault !== undefined) {
    reader.complain(fault);
  }
  return name;
}
function readSubject(reader) {
  if (given('storage-path') === 'none') {
    return asksForStorage() ? { kind: 'storage', name: given('storage-name') } : undefined;
  }
  const { paths, faults } = readPaths(rawInput('storage-path'));
  if (paths.length === 0) {
    reader.complain(`storage-path is empty. Is a variable in it not set? To check nothing, write none, or \${{ vars.NAME || 'none' }} for an optional variable.`);
  }
  for (const fault of faults) {
    reader.complain(fault);
  }
  return { kind: 'paths', paths };
}
function readFolder(reader) {
  const folder = given('storage-list') || undefined;
  const fault = folder && folderFault(folder);
  if (fault !== undefined) {
    reader.complain(fault);
  }
  return folder;
}
const CONFLICTS = [
  {
    applies: ({ subject, limits }, versionId) => versionId !== undefined &&
      (subject.kind === 'storage' ||
        subject.paths.length !== 1 ||
        subject.paths.some(isPattern) ||
        hasLimits(limits)),
    sentence: 'storage-version-id needs exactly one path in storage-path. It cannot be used with *, storage-max-age-seconds, storage-min-bytes, or a check of the storage itself.',
  },
  {
    applies: ({ expect, limits }) => hasLimits(limits) && ['absent', 'folder'].includes(expect),
    sentence: 'storage-max-age-seconds and storage-min-bytes need storage-expect: exists or file, because only a file has an age and a size.',
  },
  {
    applies: ({ subject, expect }) => subject.kind === 'storage' && ['file', 'folder'].includes(expect),
    sentence: 'storage-expect must be exists or absent when a storage itself is checked: to check paths in it, set storage-path.',
  },
  {
    applies: ({ subject, limits }) => subject.kind === 'storage' && hasLimits(limits),
    sentence: 'storage-max-age-seconds and storage-min-bytes need a storage-path: a storage itself has neither age nor size.',
  },
];
function judgeTogether(reader, gate, versionId) {
  for (const { applies, sentence } of CONFLICTS) {
    if (applies(gate, versionId)) {
      reader.complain(sentence);
    }
  }
}

;// CONCATENATED MODULE: ./lib/src/service/json.js
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return isObject(value) ? lowerKeys(value) : { kind: 'not-an-object' };
  }
  catch {
    // Swallowed, because the parser's message quotes the text, which may hold a token.
    return { kind: 'not-an-object' };
  }
}
function lowerKeys(object) {
  const lowered = new Map();
  for (const [key, value] of Object.entries(object)) {
    const lower = key.toLowerCase();
    if (lowered.has(lower)) {
      return { kind: 'contradiction', key: lower };
    }
    lowered.set(lower, value);
  }
  return { kind: 'object', object: Object.fromEntries(lowered) };
}

;// CONCATENATED MODULE: ./lib/src/auth/token.js


const LATEST_EXPIRY = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
function isTokenText(text) {
  return /^[\x21-\x7e]+$/.test(text);
}
function givenToken(value) {
  return { value, expiresAt: claimsOf(value).exp, clockOffsetMs: 0 };
}
function claimsOf(token) {
  const [, payload = ''] = token.split('.');
  const parsed = parseObject(Buffer.from(payload, 'base64url').toString());
  const { exp, nbf } = parsed.kind === 'object' ? parsed.object : {};
  return { exp: writableTime(toNumber(exp)), nbf: writableTime(toNumber(nbf)) };
}
function earliest(...expiries) {
  const known = expiries.map(writableTime).filter((expiry) => expiry !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
function writableTime(unixSeconds) {
  return unixSeconds === undefined || unixSeconds > LATEST_EXPIRY
    ? undefined
    : Math.max(0, unixSeconds);
}
function toNumber(value) {
  const isNumeric = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  return typeof value === 'number' || isNumeric ? Number(value) : undefined;
}
function secondsLeft(token) {
  return token.expiresAt === undefined
    ? undefined
    : Math.floor(token.expiresAt - serviceTime(token));
}
function hasExpired(token) {
  return token.expiresAt !== undefined && token.expiresAt <= serviceTime(token);
}
function serviceTime({ clockOffsetMs }) {
  return (Date.now() + clockOffsetMs) / 1000;
}
function expiryInstant({ expiresAt }) {
  return expiresAt === undefined ? undefined : instant(expiresAt);
}
function instant(unixSeconds) {
  return new Date(unixSeconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
function validity(token) {
  const left = secondsLeft(token);
  if (left === undefined) {
    return 'with an unknown lifetime';
  }
  return hasExpired(token)
    ? `expired at ${expiryInstant(token)}`
    : `valid for ${duration(Math.max(1, left))}, until ${expiryInstant(token)}`;
}

;// CONCATENATED MODULE: ./lib/src/inputs/credentials.js





const TOKEN = {
  is: 'a token alone, without white space or a "Bearer " before it',
  parse: (text) => (isTokenText(text) ? text : undefined),
};
const SHORTEST_KEY = 32;
const SEAL_KEY = {
  is: `a generated secret of ${SHORTEST_KEY} characters or more, such as openssl rand -hex 32 prints`,
  parse: (text) => (text.length >= SHORTEST_KEY ? text : undefined),
};
const ANY = { is: 'any text', parse: (text) => text };
function isNothingGiven() {
  const isTokenWritten = given('access-token') !== '' || given('sealed-token') !== '';
  return !isTokenWritten && (given('client-id') === '' || given('client-secret') === '');
}
function readAuth(reader, scope) {
  const clientId = readPasted(reader, 'client-id');
  const clientSecret = readPasted(reader, 'client-secret');
  return {
    given: readGiven(reader, scope),
    credentials: clientId && clientSecret ? { clientId, clientSecret } : undefined,
    missing: ['client-id', 'client-secret'].filter((name) => given(name) === ''),
    misspelt: misspeltCredentials(process.env),
    hasSealKey: scope !== undefined,
  };
}
function readSealScope(reader) {
  const key = reader.optional('seal-key', SEAL_KEY);
  const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = process.env;
  if (key === undefined) {
    return undefined;
  }
  if (!repository || !runId) {
    reader.complain('seal-key cannot be used here: the runner does not set GITHUB_REPOSITORY and GITHUB_RUN_ID, to which a sealed token is bound.');
    return undefined;
  }
  return { key, repository, runId };
}
function readGiven(reader, scope) {
  const value = reader.optional('access-token', TOKEN);
  const text = reader.optional('sealed-token', ANY);
  if (text === undefined) {
    return value === undefined ? undefined : { kind: 'access-token', value };
  }
  if (given('access-token') !== '') {
    reader.complain('sealed-token and access-token cannot be used together: leave one out.');
  }
  if (given('seal-key') === '') {
    reader.complain('sealed-token needs the seal-key that it was sealed with, but seal-key is empty.');
  }
  return scope && { kind: 'sealed-token', text, scope };
}
function readPasted(reader, name) {
  const value = reader.optional(name, ANY);
  if (value === undefined) {
    return undefined;
  }
  if (value !== rawInput(name)) {
    reader.warn(`${name} has white space or invisible characters at its ends, which are left out. Store it without them.`);
  }
  const [invisible] = /\p{Cf}/u.exec(value) ?? [];
  if (invisible !== undefined) {
    reader.warn(`${name} contains the invisible character ${codePoint(invisible)}, which is sent too. Store it without.`);
  }
  if (/^(["'`]).*\1$/s.test(value)) {
    reader.warn(`${name} is in quotes, which are sent too. Store it without them.`);
  }
  if (value.includes('${')) {
    reader.warn(`${name} contains "\${": an expression or variable was not replaced. It is sent as it is.`);
  }
  return value;
}

;// CONCATENATED MODULE: ./lib/src/inputs/env-name.js
const RESERVED_FAMILY = /^(GITHUB_|RUNNER_|ACTIONS_|INPUT_|STATE_|NODE_|NPM_|PYTHON|LD_|DYLD_|BASH_|GIT_|PIP_|XDG_|LC_)|_PROXY$/i;
const RESERVED_NAMES = new Set([
  'PATH PATHEXT HOME CI ENV SHELL SHELLOPTS IFS PS0 PS1 PS2 PS3 PS4 PROMPT_COMMAND CDPATH PWD USER',
  'LOGNAME LANG TMPDIR TEMP TMP COMSPEC SYSTEMROOT SYSTEMDRIVE WINDIR USERPROFILE APPDATA',
  'LOCALAPPDATA PROGRAMFILES PROGRAMDATA PSMODULEPATH BASHOPTS ZDOTDIR SSH_ASKPASS OPENSSL_CONF',
  'SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE REQUESTS_CA_BUNDLE PERL5LIB PERL5OPT RUBYLIB RUBYOPT',
  'CLASSPATH JAVA_HOME JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS DOTNET_STARTUP_HOOKS',
].flatMap((names) => names.split(' ')));
const ENV_NAME = {
  is: 'a name of letters, digits and underscores, and none that changes how the runner or other programs work',
  parse: (text) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) &&
    !RESERVED_FAMILY.test(text) &&
    !RESERVED_NAMES.has(text.toUpperCase())
    ? text
    : undefined,
};

;// CONCATENATED MODULE: ./lib/src/inputs/plan.js







function readPlan() {
  const reader = new InputReader();
  const url = serviceUrl(reader.defaulted('allow-http', BOOLEAN));
  const baseUrl = reader.defaulted('base-url', url).href.replace(/\/+$/, '');
  const envName = reader.defaulted('env-name', ENV_NAME);
  const seal = readSealScope(reader);
  const auth = {
    ...readAuth(reader, seal),
    tokenUrl: reader.read('token-url', url, `${baseUrl}/connect/token`),
    minValiditySeconds: reader.defaulted('min-validity-seconds', secondsFrom(0)),
  };
  const general = {
    auth,
    seal,
    skipWhenMissing: reader.defaulted('on-missing-credentials', oneOf(['fail', 'skip'])) === 'skip',
    timeoutSeconds: reader.defaulted('timeout-seconds', secondsFrom(1)),
    exportTo: reader.defaulted('export-env', BOOLEAN) ? envName : undefined,
    jobSummary: reader.defaulted('job-summary', BOOLEAN),
  };
  const storageUrl = reader.read('storage-url', url, `${baseUrl}/v4.0/html`);
  const storageReader = new InputReader();
  const { isGateRefused, ...storage } = readStorageInputs(storageReader);
  const isMissing = isNothingGiven();
  const faults = isMissing ? reader.faults : [...reader.faults, ...storageReader.faults];
  if (faults.length > 0) {
    return {
      kind: 'refused',
      error: refusal(faults),
      gateStatus: isCheckAsked() || (isGateRefused && !isMissing) ? 'unknown' : 'skipped',
      jobSummary: general.jobSummary,
    };
  }
  const { storageName, versionId, gate, listFolder } = storage;
  const plan = {
    ...general,
    storage: { storageUrl, storageName, versionId },
    isCheckAsked: isCheckAsked(),
    gate,
    listFolder,
    warnings: reader.warnings,
  };
  return { kind: 'plan', plan };
}
function refusal(faults) {
  return new AsposeAuthError('invalid-input', {
    summary: `This step cannot run as it is written (${count(faults.length, 'mistake')}):`,
    details: faults,
    advice: 'Correct the step under "with:".',
  });
}

;// CONCATENATED MODULE: ./lib/src/inputs/secret-inputs.js





function maskSecretInputs() {
  for (const name of MASKED_INPUTS.filter((input) => !isPlaceholder(given(input)))) {
    mask(rawInput(name));
    mask(given(name));
  }
  if (!isPlaceholder(given('access-token'))) {
    maskToken(given('access-token'));
  }
  neverQuote(given('client-id'));
  for (const password of proxyPasswords(process.env)) {
    mask(password);
  }
}

;// CONCATENATED MODULE: ./lib/src/report/annotation.js


const MOST = 4000;
const LONGEST_SUMMARY = 1500;
const LONGEST_DETAIL = 500;
const REST = 60;
function annotationOf({ code, summary, details, advice }) {
  const title = `aspose-auth: ${code}`;
  const start = clip(printable(summary), LONGEST_SUMMARY);
  const end = `${printable(advice)} See ${troubleshootingUrl(code)}`;
  if (details.length === 0) {
    return { title, message: `${start} ${end}`, cut: [] };
  }
  const lines = details.map((detail) => `- ${clip(printable(detail), LONGEST_DETAIL)}`);
  const shown = fitting(lines, MOST - start.length - end.length - REST);
  const more = lines.length - shown.length;
  const rest = more > 0 ? [`- and ${more} more, which the log of this step lists`] : [];
  const message = [start, ...shown, ...rest, end].join('\n');
  return { title, message, cut: more > 0 ? details : [] };
}
function troubleshootingUrl(code) {
  return `https://github.com/org/aspose-auth/blob/v${VERSION}/docs/troubleshooting.md#${code}`;
}

;// CONCATENATED MODULE: ./lib/src/gate/failure.js



const LONGEST_PATH = 300;
function unmetLines({ findings }, { subject }) {
  const start = subject.kind === 'storage' ? 'The storage ' : '';
  return findings
    .filter(({ met }) => !met)
    .map(({ path, words }) => `${start}${clip(printable(path), LONGEST_PATH)} ${words}`);
}
function expectationOf({ expect, limits }) {
  const { maxAgeSeconds, minBytes } = limits;
  return [
    expect,
    ...(maxAgeSeconds === undefined ? [] : [`at most ${duration(maxAgeSeconds)} old`]),
    ...(minBytes === undefined ? [] : [`at least ${count(minBytes, 'byte')}`]),
  ].join(', ');
}
function gateFailure(verdict, plan) {
  const { findings } = verdict;
  const unmet = findings.filter(({ met }) => !met);
  const waited = plan.waitSeconds > 0 ? ` after ${count(plan.waitSeconds, 'second')}` : '';
  const subject = plan.subject.kind === 'storage'
    ? 'the storage is'
    : `${unmet.length} of ${count(findings.length, 'path')} ${isOrAre(unmet.length)}`;
  const context = { unmet, plan };
  return new AsposeAuthError('storage-gate-failed', {
    summary: `The storage gate failed: ${subject} not as expected (${expectationOf(plan)})${waited}.`,
    details: unmetLines(verdict, plan),
    advice: ADVICE.filter(({ fits }) => fits(context))
      .map(({ words }) => words(plan))
      .join(' '),
  });
}
function doubtfulPaths({ findings }, { expect, subject }) {
  return expect === 'absent' && subject.kind === 'paths'
    ? findings.map(({ path }) => path).filter((path) => /[,;{}[\]!$\s]/.test(path))
    : [];
}
function isMissing({ exists }) {
  return !exists;
}
function mayChange({ unmet, plan }) {
  return plan.expect === 'absent' || hasLimits(plan.limits) || unmet.some(isMissing);
}
const ADVICE = [
  {
    fits: ({ unmet, plan: { subject, expect, storageName } }) => unmet.some(isMissing) &&
      (subject.kind === 'storage' || (expect === 'absent' && storageName !== undefined)),
    words: () => 'Check the spelling of storage-name.',
  },
  {
    fits: ({ unmet, plan: { subject, expect } }) => subject.kind === 'paths' && expect !== 'absent' && unmet.some(isMissing),
    words: () => 'Check the spelling and case of each path, and which storage storage-name selects.',
  },
  {
    fits: ({ unmet, plan: { subject } }) => subject.kind === 'paths' && unmet.some(({ path }) => /[,;\s]/.test(path)),
    words: () => 'storage-path takes one path per line.',
  },
  {
    fits: ({ unmet }) => unmet.some(({ path }) => hasOtherForm(path)),
    words: () => 'Unicode has two forms of letters with accents: the storage may hold the other form of a path.',
  },
  {
    fits: (context) => context.plan.waitSeconds === 0 && mayChange(context),
    words: ({ expect }) => `If something is still to be ${expect === 'absent' ? 'removed' : 'uploaded'}, set storage-wait-seconds.`,
  },
  {
    fits: (context) => context.plan.waitSeconds > 0 && mayChange(context),
    words: ({ waitSeconds }) => `If ${duration(waitSeconds)} is too short, raise storage-wait-seconds.`,
  },
  {
    fits: (context) => !mayChange(context),
    words: () => 'Check storage-expect, and what the paths name.',
  },
];
function hasOtherForm(path) {
  return path.normalize('NFC') !== path || path.normalize('NFD') !== path;
}

;// CONCATENATED MODULE: ./lib/src/report/log.js


function logLines(outcome) {
  return [...gateLines(outcome), ...listingLines(outcome)];
}
function warningsOf({ checked }) {
  const doubtful = checked?.verdict.passed === true ? doubtfulPaths(checked.verdict, checked.gate) : [];
  return doubtful.map((path) => `${quoted(path)} is absent as expected, but it looks like a list or a pattern. storage-path takes one path per line, and only * stands for other characters.`);
}
function gateLines({ kind, gateStatus, checked }) {
  if (gateStatus === 'skipped' && kind !== 'skipped') {
    return ['No storage check was asked for.'];
  }
  if (checked === undefined) {
    return [];
  }
  const { gate, verdict } = checked;
  const expected = expectationOf(gate);
  if (verdict.passed) {
    const subject = gate.subject.kind === 'storage'
      ? `the storage ${quoted(gate.subject.name)} is`
      : `${count(verdict.findings.length, 'path')} ${isOrAre(verdict.findings.length)}`;
    return [`The storage gate passed: ${subject} as expected (${expected}).`];
  }
  return gate.required
    ? []
    : [
      `The storage gate failed, which is only reported (storage-required: false). Expected: ${expected}.`,
      ...unmetLines(verdict, gate).map((line) => `- ${line}`),
    ];
}
function listingLines({ listed }) {
  return listed === undefined
    ? []
    : [`Listed ${quoted(listed.folder)}: ${count(listed.files.length, 'item')}.`];
}

;// CONCATENATED MODULE: ./lib/src/job-output.js

const MAX_BYTES = 1024 * 1024;
function resultsJson(findings) {
  return JSON.stringify(findings.map(({ path, exists, isFolder, met, size, modifiedDate, matches }) => {
    return { path, exists, isFolder, met, size, modifiedDate, matches };
  }));
}
function requireJobOutput(json, { what, advice }) {
  if (Buffer.byteLength(json, 'utf16le') > MAX_BYTES) {
    throw new AsposeAuthError('bad-response', {
      summary: `${what} is larger than 1 MiB, which is the most that the runner takes as the outputs of a job.`,
      advice,
    });
  }
}

;// CONCATENATED MODULE: ./lib/src/report/outputs.js


function initialOutputs(isCheckAsked) {
  return {
    status: 'failed',
    'error-code': 'internal-error',
    'storage-gate': isCheckAsked ? 'unknown' : 'skipped',
  };
}
function tokenOutputs(token, sealed) {
  const left = secondsLeft(token);
  return {
    'access-token': token.value,
    ...(sealed === undefined ? {} : { 'sealed-token': sealed }),
    'token-type': 'Bearer',
    'expires-in': left === undefined ? '' : String(Math.max(0, left)),
    'expires-at': expiryInstant(token) ?? '',
  };
}
function outcomeOutputs(outcome) {
  const { kind, gateStatus, listed } = outcome;
  return {
    status: kind,
    'error-code': kind === 'failed' ? outcome.error.code : '',
    'storage-gate': gateStatus,
    ...gateOutputs(outcome),
    ...(listed === undefined ? {} : { 'storage-files': JSON.stringify(listed.files) }),
  };
}
function gateOutputs({ checked }) {
  if (checked === undefined) {
    return {};
  }
  const { gate, verdict } = checked;
  return {
    'storage-exists': String(verdict.exists),
    'storage-results': gate.subject.kind === 'storage' ? '[]' : resultsJson(verdict.findings),
  };
}

;// CONCATENATED MODULE: ./lib/src/report/html.js

function code(text) {
  return `<code>${escaped(text)}</code>`;
}
function escaped(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return printable(text).replace(/[&<>"']/g, (mark) => entities[mark]);
}
function table(head, rows, most) {
  const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  const shown = fitting(lines, most);
  const left = lines.length - shown.length;
  return [
    `<table><tr>${head.map((title) => `<th>${title}</th>`).join('')}</tr>`,
    ...shown,
    '</table>',
    ...(left > 0 ? [`<p>and ${left} more: see the output storage-results</p>`] : []),
  ];
}

;// CONCATENATED MODULE: ./lib/src/report/gate-table.js



const VISIBLE_ROWS = 20;
const MOST_UNITS = 250 * 1024;
function gateTable(gate, { findings }) {
  const storage = gate.storageName === undefined ? '' : ` Storage: ${code(gate.storageName)}.`;
  const caption = `<p>Expected: ${expectationOf(gate)}.${storage}</p>`;
  if (gate.subject.kind === 'storage') {
    return [`<p>Found: it ${findings[0]?.words}.</p>`, caption];
  }
  const unmet = findings.filter(({ met }) => !met);
  const met = findings.filter((finding) => finding.met);
  return met.length <= VISIBLE_ROWS
    ? [caption, ...rows(gate, [...unmet, ...met])]
    : [caption, ...(unmet.length > 0 ? rows(gate, unmet) : []), ...folded(gate, met)];
}
function folded(gate, findings) {
  const label = `${count(findings.length, 'path')} as expected`;
  return [`<details><summary>${label}</summary>`, ...rows(gate, findings), '</details>'];
}
function rows(gate, findings) {
  const columns = COLUMNS.filter(({ isShown }) => isShown(gate));
  const cells = findings.map((finding) => columns.map(({ cell }) => cell(finding)));
  return table(columns.map(({ title }) => title), cells, MOST_UNITS);
}
const COLUMNS = [
  { title: 'Path', isShown: () => true, cell: ({ path }) => code(path) },
  { title: 'Found', isShown: () => true, cell: ({ words }) => escaped(words) },
  {
    title: 'Bytes',
    isShown: ({ limits }) => limits.minBytes !== undefined,
    cell: ({ size }) => String(size ?? ''),
  },
  {
    title: 'Modified',
    isShown: ({ limits }) => limits.maxAgeSeconds !== undefined,
    cell: ({ modifiedDate }) => escaped(modifiedDate ?? ''),
  },
  { title: 'Met', isShown: () => true, cell: ({ met }) => (met ? '✅' : '❌') },
];

;// CONCATENATED MODULE: ./lib/src/report/summary.js





const MOST_LIST_UNITS = 100 * 1024;
const HEADINGS = {
  'invalid-input': 'Inputs cannot be used',
  'missing-credentials': 'Credentials are missing',
  'credentials-rejected': 'Credentials were rejected',
  'credentials-locked': 'Credentials are locked',
  'token-expired': 'Access token has expired',
  'sealed-token-rejected': 'Sealed token cannot be opened',
  'token-rejected': 'Access token was rejected',
  'storage-denied': 'Storage denies access',
  'storage-gate-failed': 'Storage gate failed',
  unreachable: 'Service cannot be reached',
  timeout: 'Service did not respond in time',
  'server-error': 'Service reports an error',
  'unexpected-redirect': 'Service redirects',
  'bad-response': 'Response cannot be used',
  'internal-error': 'Unexpected error',
};
function renderSummary(outcome, stepId) {
  const { checked } = outcome;
  return [
    `<h3>${heading(outcome)}${stepWords(stepId)}</h3>`,
    ...explanation(outcome),
    ...(checked === undefined ? [] : gateTable(checked.gate, checked.verdict)),
    ...quietLine(outcome),
    '',
  ].join('\n');
}
function heading(outcome) {
  const { kind, gateStatus } = outcome;
  if (kind === 'skipped') {
    return '⏭️ Aspose Cloud: skipped, because there are no credentials';
  }
  if (kind === 'failed') {
    const { code: errorCode } = outcome.error;
    return `❌ ${HEADINGS[errorCode]}${errorCode === 'storage-gate-failed' ? gateCount(outcome) : ''}`;
  }
  const gate = {
    passed: `✅ Storage gate passed${gateCount(outcome)}`,
    failed: `⚠️ Storage gate failed (only reported)${gateCount(outcome)}`,
  };
  return gateStatus === 'passed' || gateStatus === 'failed'
    ? gate[gateStatus]
    : '✅ Aspose Cloud: authenticated';
}
function gateCount({ checked }) {
  if (checked === undefined || checked.gate.subject.kind === 'storage') {
    return '';
  }
  const { findings } = checked.verdict;
  const unmet = findings.filter(({ met }) => !met).length;
  return `: ${unmet === 0 ? '' : `${unmet} of `}${count(findings.length, 'path')}`;
}
function stepWords(stepId) {
  const [, number] = /^__.*_(\d+)$/.exec(stepId) ?? [];
  if (number !== undefined) {
    return ` (use ${number})`;
  }
  return stepId === '' || /^(__|\d+$)/.test(stepId) ? '' : ` (step ${code(stepId)})`;
}
function explanation(outcome) {
  const { kind, gateStatus } = outcome;
  if (kind === 'skipped') {
    return [`<p>${escaped(outcome.reason)}</p>`];
  }
  return [
    ...(kind === 'failed' ? failure(outcome.error) : []),
    ...(gateStatus === 'skipped' ? ['<p>No storage check was asked for.</p>'] : []),
  ];
}
function failure({ code: errorCode, summary, details, advice }) {
  const link = `<a href="${troubleshootingUrl(errorCode)}">Troubleshooting</a>`;
  const next = `<p>${escaped(advice)} ${link}</p>`;
  if (errorCode === 'storage-gate-failed') {
    // The heading and the table say the rest.
    return [next];
  }
  const items = details.map((detail) => `<li>${escaped(detail)}</li>`);
  const shown = fitting(items, MOST_LIST_UNITS);
  const cut = items.length - shown.length;
  return [
    `<p>${escaped(summary)}</p>`,
    ...(items.length > 0 ? ['<ul>', ...shown, '</ul>'] : []),
    ...(cut > 0 ? [`<p>and ${cut} more, which the log of the step lists</p>`] : []),
    next,
  ];
}
function quietLine({ host, token, retries = 0 }) {
  const parts = [
    ...(host === undefined ? [] : [`Token from ${code(host)}`]),
    ...(token === undefined ? [] : [`token expires: ${expiryInstant(token) ?? 'not known'}`]),
    ...(retries > 0 ? [`retries: ${retries}`] : []),
  ];
  return parts.length === 0 ? [] : [`<p><sub>${parts.join(' · ')}</sub></p>`];
}

;// CONCATENATED MODULE: ./lib/src/publish.js







function publishStart(isCheckAsked) {
  setOutputs(initialOutputs(isCheckAsked));
}
function publishToken(token, sealed, exportTo) {
  maskToken(token.value);
  setOutputs(tokenOutputs(token, sealed));
  if (exportTo !== undefined) {
    commands_exportVariable(exportTo, token.value);
  }
  // The post step warns of a token that expires while the job runs; of one that has expired, this step does.
  commands_saveState('expiresAt', hasExpired(token) ? '' : (expiryInstant(token) ?? ''));
  commands_saveState('clockOffsetMs', String(token.clockOffsetMs));
}
function publishOutcome(outcome, hasSummary) {
  // First, because a file that cannot be written makes it another outcome.
  setOutputs(outcomeOutputs(outcome));
  for (const line of logLines(outcome)) {
    commands_info(line);
  }
  for (const sentence of warningsOf(outcome)) {
    commands_warning(sentence);
  }
  if (outcome.kind === 'skipped') {
    commands_notice(`Skipped: no token was requested. ${outcome.reason}`);
  }
  if (outcome.kind === 'failed') {
    const { title, message, cut } = annotationOf(outcome.error);
    for (const detail of cut) {
      commands_info(`- ${detail}`);
    }
    annotateError(title, message);
  }
  if (hasSummary) {
    appendSummary(renderSummary(outcome, process.env.GITHUB_ACTION ?? ''));
  }
}
function setOutputs(outputs) {
  for (const [name, value] of Object.entries(outputs)) {
    commands_setOutput(name, value);
  }
}

;// CONCATENATED MODULE: ./lib/src/runner/event.js

function readTrigger() {
  const event = readPayload();
  if (event.sender?.login === 'dependabot[bot]') {
    return { kind: 'dependabot' };
  }
  // This event runs with the secrets of the repository, wherever the pull request comes from.
  if (event.pull_request == null || process.env.GITHUB_EVENT_NAME === 'pull_request_target') {
    return { kind: 'other' };
  }
  const head = event.pull_request.head?.repo?.full_name;
  return head === event.pull_request.base?.repo?.full_name
    ? { kind: 'other' }
    : { kind: 'fork', repository: typeof head === 'string' ? head : 'deleted since' };
}
function readPayload() {
  try {
    const payload = JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(process.env.GITHUB_EVENT_PATH ?? '', 'utf8'));
    return typeof payload === 'object' && payload !== null ? payload : {};
  }
  catch {
    return {};
  }
}

;// CONCATENATED MODULE: ./lib/src/auth/missing-credentials.js


function explainMissingCredentials({ missing, misspelt, hasSealKey }) {
  if (hasSealKey && missing.length === 2) {
    return 'There is no token: sealed-token, access-token, client-id and client-secret are empty. An output of an earlier job is empty when the job is not under "needs:", or does not list it under "outputs:".';
  }
  const empty = `There is no access-token, and ${listed(missing)} ${isOrAre(missing.length)} empty.`;
  const corrections = misspelt.map(({ written, meant }) => `${written} is not an input: write ${meant}.`);
  return [empty, ...(corrections.length > 0 ? corrections : [reason()])].join(' ');
}
function reason() {
  const trigger = readTrigger();
  switch (trigger.kind) {
    case 'dependabot':
      return 'Dependabot started this run, and GitHub gives it only the Dependabot secrets: store the pair there too.';
    case 'fork':
      return `A pull request from a fork (${printable(trigger.repository)}) started this run, and GitHub gives forks no secrets: run what needs the token after the merge.`;
    case 'other':
      return 'A secret is empty when its name is misspelt, when it belongs to an environment that the job does not name (environment:), or when a reusable workflow does not get it (secrets: inherit). An output of an earlier job is empty when it holds a masked value.';
  }
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = require("node:crypto");
;// CONCATENATED MODULE: ./lib/src/auth/sealed-token.js



/*
 * A sealed token, for review line by line:
 *
 *   text        "asv1." base64url(salt || nonce || tag || ciphertext), without padding
 *   algorithm   AES-256-GCM with a random nonce of 12 bytes and a tag of 16 bytes
 *   key         HKDF-SHA-256 (RFC 5869) of the UTF-8 bytes of seal-key, a random salt of 16 bytes, and the info
 *               "aspose-auth sealed token v1"; 32 bytes. HKDF does not stretch passwords: seal-key is generated.
 *   associated  the UTF-8 bytes of the JSON array ["asv1", repository, run id]. JSON escapes quotes, so no two
 *               combinations are encoded alike.
 *   plaintext   the UTF-8 bytes of the JSON array [token, expiry in Unix seconds or null]
 *
 * The tag authenticates the ciphertext, the nonce and the associated data. Another salt gives another key. Every sealing
 * draws its own salt and nonce, so that in practice no key encrypts twice.
 */
const PREFIX = 'asv1.';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const INFO = 'aspose-auth sealed token v1';
function seal({ value, expiresAt }, scope) {
  const salt = (0,external_node_crypto_namespaceObject.randomBytes)(SALT_BYTES);
  const nonce = (0,external_node_crypto_namespaceObject.randomBytes)(NONCE_BYTES);
  const cipher = (0,external_node_crypto_namespaceObject.createCipheriv)(CIPHER, deriveKey(scope.key, salt), nonce);
  cipher.setAAD(associatedData(scope));
  const plaintext = JSON.stringify([value, expiresAt ?? null]);
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  const sealed = Buffer.concat([salt, nonce, cipher.getAuthTag(), ciphertext]);
  return PREFIX + sealed.toString('base64url');
}
function sealed_token_open(text, scope) {
  const sealed = Buffer.from(text.slice(PREFIX.length), 'base64url');
  // Node's decoder skips foreign characters and surplus bits.
  if (text !== PREFIX + sealed.toString('base64url')) {
    throw rejected();
  }
  const [value, expiresAt] = parsePlaintext(decrypt(sealed, scope));
  const token = givenToken(value);
  return { ...token, expiresAt: earliest(expiresAt, token.expiresAt) };
}
function parsePlaintext(plaintext) {
  const [value, expiresAt] = parseArray(plaintext);
  if (typeof value !== 'string' || !isTokenText(value)) {
    throw rejected();
  }
  return [value, typeof expiresAt === 'number' ? expiresAt : undefined];
}
function parseArray(json) {
  try {
    const parsed = JSON.parse(json);
    return Array.isArray(parsed) ? parsed : [];
  }
  catch {
    // Swallowed, because the parser's message quotes the text, which may hold a token.
    return [];
  }
}
function decrypt(sealed, scope) {
  const salt = sealed.subarray(0, SALT_BYTES);
  const nonce = sealed.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
  const tag = sealed.subarray(SALT_BYTES + NONCE_BYTES, SALT_BYTES + NONCE_BYTES + TAG_BYTES);
  const ciphertext = sealed.subarray(SALT_BYTES + NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = (0,external_node_crypto_namespaceObject.createDecipheriv)(CIPHER, deriveKey(scope.key, salt), nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(scope));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  }
  catch {
    throw rejected();
  }
}
function deriveKey(key, salt) {
  return Buffer.from((0,external_node_crypto_namespaceObject.hkdfSync)('sha256', key, salt, INFO, KEY_BYTES));
}
function associatedData({ repository, runId }) {
  return Buffer.from(JSON.stringify(['asv1', repository, runId]));
}
function rejected() {
  return new AsposeAuthError('sealed-token-rejected', {
    summary: 'The sealed-token could not be opened: it was sealed with another seal-key, in another run or repository, or it was damaged on the way.',
    advice: 'Pass the output sealed-token of an earlier job of this workflow run unchanged, and use the same seal-key in both jobs. A run started by workflow_run is another run.',
  });
}

;// CONCATENATED MODULE: ./lib/src/service/operation.js

const LONGEST_HOST = 260;
const operation_LONGEST_PATH = 300;
function endpoint({ request: { method, url } }) {
  return `${method} ${shownHost(url)}${clip(url.pathname, operation_LONGEST_PATH)}`;
}
function shownHost({ host }) {
  return clip(host, LONGEST_HOST);
}
function afterAttempts({ attempts }) {
  return attempts > 1 ? ` after ${attempts} attempts` : '';
}
function transientOf({ kind }, retryAfterSeconds) {
  return kind === 'token' ? undefined : { retryAfterSeconds };
}

;// CONCATENATED MODULE: ./lib/src/service/network-error.js



function networkError(failure, context) {
  const { exchange, operation, timeoutSeconds } = context;
  const via = failure.proxy === undefined ? '' : ` through the proxy ${failure.proxy}`;
  const giveUp = exchange.hasGivenUp
    ? ' No more token requests were sent after four without a response, because five rejected ones would lock the credentials.'
    : '';
  return new AsposeAuthError(codeOf(failure), {
    summary: `${operation.title} failed: ${endpoint(exchange)}${via}: ${problem(failure, timeoutSeconds)}${afterAttempts(exchange)}.`,
    advice: `${adviceFor(failure, context)}${giveUp}`,
    transient: failure.canRetry ? transientOf(operation, 0) : undefined,
  });
}
function codeOf({ reason }) {
  switch (reason) {
    case 'time':
      return 'timeout';
    case 'not-http':
      return 'bad-response';
    default:
      return 'unreachable';
  }
}
function problem(failure, timeoutSeconds) {
  const codes = listed(failure.codes);
  switch (failure.reason) {
    case 'time':
      return `no complete response within timeout-seconds (${duration(timeoutSeconds)}, of which an attempt gets half)`;
    case 'broken-off':
      return `the connection broke off before the response was complete (${codes})`;
    case 'not-http':
      return `the response is not valid HTTP (${codes})`;
    case 'proxy-refused':
      return proxyProblem(failure);
    case 'bad-variable':
      return `${failure.variable} is not the URL of an http or https proxy, so no connection was made`;
    case 'old-node':
      return `this runner's Node.js ${process.versions.node} is too old for the proxy in ${failure.variable}, so no connection was made`;
    case 'network':
      return failure.party === 'proxy' ? `the proxy failed with ${codes}` : codes;
  }
}
function proxyProblem({ proxyStatus, codes }) {
  if (proxyStatus !== undefined) {
    return `the proxy answered CONNECT with HTTP ${proxyStatus}`;
  }
  return codes.includes('ECONNRESET')
    ? 'the proxy closed the connection'
    : 'the proxy sent something other than HTTP';
}
function adviceFor(failure, context) {
  const { exchange, operation } = context;
  switch (failure.reason) {
    case 'time':
      return failure.proxy === undefined
        ? 'If the service is slow, raise timeout-seconds. Otherwise check that the runner can reach it.'
        : 'If the service is slow, raise timeout-seconds. Otherwise check that https_proxy or http_proxy names a working proxy, and that it can reach the service.';
    case 'bad-variable':
      return 'Set it to http://HOST:PORT, with user and password percent-encoded, or leave it empty.';
    case 'old-node':
      return 'Update the runner to version 2.329 or newer, whose Node.js supports proxies.';
    case 'proxy-refused':
      return failure.proxyStatus === 407
        ? 'Check the user and password in https_proxy or http_proxy.'
        : CHECK_PROXY;
    case 'broken-off':
      return 'The service or a gateway closes connections too early: run again later.';
    case 'not-http':
      return notHttpAdvice(failure, operation);
    case 'network':
      return (tlsAdvice(failure, operation) ??
        connectionAdvice(failure, { operation, url: exchange.request.url }));
  }
}
const CHECK_PROXY = 'Check host, port and scheme in https_proxy or http_proxy, that the proxy allows this host, and that no_proxy is right.';
function notHttpAdvice({ codes }, { urlInputs }) {
  if (codes.includes('HPE_INVALID_CONSTANT')) {
    return `The response does not begin as HTTP: check scheme and port in ${urlInputs}.`;
  }
  return codes.includes('HPE_HEADER_OVERFLOW')
    ? 'The headers of the response are too large: check the gateway in front of the service.'
    : 'A gateway in front of the service may be damaging its responses: check that.';
}
const TLS_ADVICE = [
  [
    /^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/,
    (whose) => `Node.js does not know who issued the certificate of ${whose}: it is a private authority, or an intermediate certificate is missing in what the server sends. ${authorityAdvice()}`,
  ],
  [
    /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_)/,
    (whose) => `The certificate of ${whose} comes from an authority that Node.js does not know. ${authorityAdvice()}`,
  ],
  [
    /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
    (whose) => `Check the certificate of ${whose} and the runner's clock.`,
  ],
  [
    /^(CERT_|ERR_TLS_)/,
    (whose, { urlInputs }) => `Check the certificate of ${whose}, and the host in ${urlInputs}.`,
  ],
  [
    /^(EPROTO$|ERR_SSL_)/,
    (whose, { urlInputs }) => `Check the scheme and port of ${whose} (${urlInputs}): does the port speak TLS?`,
  ],
];
function tlsAdvice({ codes, party }, operation) {
  const whose = { host: 'the service', proxy: 'the proxy', either: 'the service or the proxy' };
  const rule = TLS_ADVICE.find(([start]) => codes.some((code) => start.test(code)));
  return rule?.[1](whose[party], operation);
}
function authorityAdvice() {
  return process.env.NODE_EXTRA_CA_CERTS
    ? 'NODE_EXTRA_CA_CERTS is set, but its file is missing or does not contain the certificate.'
    : 'If you trust it, set NODE_EXTRA_CA_CERTS to a PEM file with the certificate.';
}
function connectionAdvice({ codes, party, proxy }, { operation, url }) {
  if (party === 'proxy') {
    return CHECK_PROXY;
  }
  if (codes.includes('ENOTFOUND')) {
    return `The host name could not be resolved: check the runner's network and DNS, and the spelling in ${operation.urlInputs} if it is set. Behind a proxy, set https_proxy.`;
  }
  if (proxy !== undefined) {
    return 'The connection through the proxy was closed: run again later, and check that the proxy allows this host.';
  }
  if (!codes.includes('ECONNRESET')) {
    return `Check that the runner can connect to ${shownHost(url)}. Behind a proxy, set https_proxy or http_proxy.`;
  }
  return url.protocol === 'http:'
    ? `The connection was closed without a response. If the port speaks TLS, write https:// in ${operation.urlInputs}.`
    : 'The connection was closed without a response: run again later, and check firewalls on the way.';
}

;// CONCATENATED MODULE: ./lib/src/service/judge.js







function replyOf(exchange, { operation, timeoutSeconds }) {
  const { outcome } = exchange;
  if (outcome.kind === 'failure') {
    throw networkError(outcome, { exchange, operation, timeoutSeconds });
  }
  return { operation, exchange, response: outcome, serverWords: '' };
}
function isSuccess({ response: { status } }) {
  return status >= 200 && status <= 299;
}
function statusError(reply) {
  const { operation, exchange, response, serverWords } = reply;
  const { status, retryAfterSeconds } = response;
  if (status >= 300 && status <= 399) {
    return new AsposeAuthError('unexpected-redirect', {
      summary: `${operation.title} failed: ${endpoint(exchange)} answered with a redirect (HTTP ${status}) to ${redirectTarget(reply)}. Redirects are not followed, because the request carries a secret.`,
      advice: `If the service has moved, set ${operation.urlInputs} to its new address.`,
    });
  }
  return new AsposeAuthError('server-error', {
    summary: `${operation.title} failed: ${endpoint(exchange)} returned HTTP ${status}${afterAttempts(exchange)}${inParentheses(serverWords)}.`,
    advice: statusAdvice(reply),
    transient: isRetriedStatus(status) ? transientOf(operation, retryAfterSeconds ?? 0) : undefined,
  });
}
function badResponse(reply, problem, advice) {
  const { operation, exchange, response, serverWords } = reply;
  const gateway = `Check ${operation.inputs}. If that is right, a proxy or gateway may be responding in place of the service.`;
  return new AsposeAuthError('bad-response', {
    summary: `${operation.title} failed: the response of ${endpoint(exchange)} (HTTP ${response.status}) ${problem}${inParentheses(serverWords)}.`,
    advice: advice ??
      (serverWords === '' ? gateway : `Check ${operation.inputs} and what the service says.`),
  });
}
function objectOf(reply) {
  const { body } = reply.response;
  switch (body.kind) {
    case 'text':
      return consistent(reply, parseObject(body.text));
    case 'compressed':
      throw badResponse(reply, `is compressed (${printable(clip(body.encoding, 20))}), although it was requested uncompressed`, 'A proxy or gateway compresses responses without being asked to: switch that off for this host.');
    case 'too-large':
      throw badResponse(reply, `is larger than ${body.limitBytes / 1024 / 1024} MiB`, reply.operation.kind === 'listing' ? 'List a subfolder with fewer items.' : undefined);
    case 'not-utf-8':
    case 'unread':
      throw badResponse(reply, 'is not JSON in UTF-8');
  }
}
function consistent(reply, parsed) {
  switch (parsed.kind) {
    case 'object':
      return parsed.object;
    case 'not-an-object':
      throw badResponse(reply, 'is not a JSON object');
    case 'contradiction':
      throw badResponse(reply, `has the key ${printable(clip(parsed.key, 50))} in two spellings`);
  }
}
function inParentheses(words) {
  return words === '' ? '' : ` (${words})`;
}
function redirectTarget({ response: { location }, exchange }) {
  const target = location === undefined ? null : URL.parse(location, exchange.request.url.href);
  if (target === null || target.host === '') {
    return 'no address that can be read';
  }
  const shown = `${target.protocol}//${shownHost(target)}`;
  return quotesSecret(shown) ? 'an address that holds a secret (hidden)' : shown;
}
function statusAdvice({ operation, response }) {
  const { status, retryAfterSeconds = 0 } = response;
  if (!isRetriedStatus(status)) {
    return status === 407
      ? 'A proxy asks for a user and password: check https_proxy and http_proxy.'
      : `Check ${operation.inputs}.`;
  }
  if (retryAfterSeconds > 0) {
    return `The service asks to wait ${duration(retryAfterSeconds)}, and timeout-seconds leaves no room for that: run again later, or raise timeout-seconds.`;
  }
  return status === 429
    ? 'The service limits how often it may be called: run fewer jobs at the same time, or raise timeout-seconds.'
    : 'The service has a problem: run again later, or raise timeout-seconds to wait longer.';
}

;// CONCATENATED MODULE: ./lib/src/auth/request-token.js







const OPERATION = {
  kind: 'token',
  title: 'The token request',
  urlInputs: 'base-url or token-url',
  inputs: 'base-url and token-url',
};
const MAX_BODY_BYTES = 1024 * 1024;
const MAX_TOKEN_BYTES = 64 * 1024;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
async function requestToken(client, { tokenUrl, credentials }, limits) {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const exchange = await client.send({
    method: 'POST',
    url: tokenUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    maxBodyBytes: MAX_BODY_BYTES,
  }, limits);
  const { timeoutSeconds } = client;
  const silent = replyOf(exchange, { operation: OPERATION, timeoutSeconds });
  const reply = { ...silent, serverWords: oauthError(silent) };
  if (!isSuccess(reply)) {
    throw request_token_refusal(reply, { credentials, timeoutSeconds });
  }
  const token = parseTokenResponse(reply);
  maskToken(token.value);
  return { token, unanswered: exchange.unanswered };
}
function parseTokenResponse(reply) {
  const { access_token: value, token_type: tokenType, expires_in: expiresIn } = objectOf(reply);
  if (typeof value !== 'string' || !isTokenText(value)) {
    throw badResponse(reply, 'has no usable access_token');
  }
  if (value.length > MAX_TOKEN_BYTES) {
    throw badResponse(reply, 'has an access_token of more than 64 KiB');
  }
  const type = tokenType ?? 'Bearer';
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw badResponse(reply, 'has a token_type other than Bearer');
  }
  const lifetime = toNumber(expiresIn);
  if (lifetime === undefined && expiresIn !== undefined && expiresIn !== null) {
    throw badResponse(reply, 'has an expires_in that is not a number');
  }
  const { clockOffsetMs = 0 } = reply.response;
  const now = (Date.now() + clockOffsetMs) / 1000;
  const end = lifetime === undefined ? undefined : now + Math.max(0, lifetime);
  return { value, expiresAt: earliest(end, claimsOf(value).exp), clockOffsetMs };
}
function request_token_refusal(reply, { credentials, timeoutSeconds }) {
  const { exchange, response, serverWords } = reply;
  const { status, retryAfterSeconds = 0 } = response;
  if (status === 429 && retryAfterSeconds >= timeoutSeconds) {
    return new AsposeAuthError('credentials-locked', {
      summary: `The token request failed: ${endpoint(exchange)} has locked these credentials (${statusWords(reply)}), probably because too many requests with them were rejected.`,
      advice: `The lock ends in ${duration(retryAfterSeconds)}. A new Client Secret from https://dashboard.aspose.cloud/ lifts it at once.`,
    });
  }
  if (status !== 400 && status !== 401 && status !== 403) {
    return statusError(reply);
  }
  const gateway = serverWords === ''
    ? 'The response has no OAuth error, so a gateway may have sent it: check token-url first. '
    : '';
  return new AsposeAuthError('credentials-rejected', {
    summary: `The token request failed: ${endpoint(exchange)} rejected the credentials (${statusWords(reply)}).`,
    advice: `${gateway}${credentialsAdvice(credentials)} Five rejected requests lock the pair for ten minutes, so correct them before you run this again. How many tries are left is not known.`,
  });
}
function credentialsAdvice({ clientId, clientSecret }) {
  const quotedOrUnreplaced = /^(["'`]).*\1$|\$\{/s;
  if (UUID.test(clientSecret) && !UUID.test(clientId)) {
    return 'client-secret holds a UUID, as a Client Id does: are the two swapped?';
  }
  return [clientId, clientSecret].some((value) => quotedOrUnreplaced.test(value))
    ? 'client-id or client-secret is in quotes or contains "${": see the warning of this step.'
    : 'Compare client-id and client-secret with the application at https://dashboard.aspose.cloud/. New credentials can take until the next day to work.';
}
function statusWords({ response: { status }, serverWords }) {
  return [`HTTP ${status}`, serverWords].filter((words) => words !== '').join(', ');
}
function oauthError({ response: { body } }) {
  const parsed = parseObject(body.kind === 'text' ? body.text : '');
  const { error, error_description: description } = parsed.kind === 'object' ? parsed.object : {};
  return [
    isSafe(error, /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/, /[ _-]/) ? error : '',
    isSafe(description, /^[\x20-\x7e]+$/, / /) ? description : '',
  ]
    .filter((words) => words !== '')
    .join(': ');
}
const LONGEST_TEXT = 200;
const LONGEST_WORD = 20;
function isSafe(text, legal, separator) {
  return (typeof text === 'string' &&
    text.length <= LONGEST_TEXT &&
    legal.test(text) &&
    text.split(separator).every((word) => word.length <= LONGEST_WORD) &&
    !quotesSecret(text));
}

;// CONCATENATED MODULE: ./lib/src/auth/session.js







function areCredentialsMissing({ given, credentials, }) {
  return given === undefined && credentials === undefined;
}
const MAX_UNANSWERED = 4;
class Session {
  client;
  plan;
  onToken;
  token;
  renewal;
  state = 'first';
  unanswered = 0;
  isRequested = false;
  constructor(client, plan, onToken) {
    this.client = client;
    this.plan = plan;
    this.onToken = onToken;
  }
  get hasCredentials() {
    return this.plan.credentials !== undefined;
  }
  get hasRequested() {
    return this.isRequested;
  }
  get isRenewed() {
    return this.state !== 'first';
  }
  get current() {
    if (this.token === undefined) {
      throw new Error('the session was not started');
    }
    return this.token;
  }
  async start() {
    const { given, credentials, minValiditySeconds } = this.plan;
    if (given === undefined) {
      return this.request(this.client.deadline());
    }
    const token = session_readGiven(given);
    if ((secondsLeft(token) ?? Number.POSITIVE_INFINITY) >= minValiditySeconds) {
      commands_info(`Using the given ${given.kind}, ${validity(token)}.`);
      return this.use(token);
    }
    if (credentials === undefined) {
      throw tokenExpired(token, this.plan);
    }
    commands_info(`The given ${given.kind} is not used: ${validity(token)}.`);
    return this.request(this.client.deadline());
  }
  accepted(token) {
    if (token === this.token && this.state === 'renewed') {
      this.state = 'renewed-and-accepted';
    }
  }
  async renew(rejected, deadline) {
    if (rejected !== this.token) {
      return this.token;
    }
    if (this.renewal === undefined && this.mayRenew()) {
      this.renewal = this.request(deadline).then((token) => {
        this.state = 'renewed';
        // Kept after a failure, since one rejected request must not be followed by others.
        this.renewal = undefined;
        return token;
      });
    }
    return this.renewal;
  }
  mayRenew() {
    const isSpent = this.state === 'renewed-and-accepted' && hasExpired(this.current);
    return this.hasCredentials && (this.state === 'first' || isSpent);
  }
  async request(deadline) {
    const { credentials, tokenUrl } = this.plan;
    if (credentials === undefined) {
      throw new Error('no token can be requested without credentials');
    }
    this.isRequested = true;
    const limits = { deadline, maxUnanswered: MAX_UNANSWERED - this.unanswered };
    const issued = await requestToken(this.client, { tokenUrl, credentials }, limits);
    this.unanswered += issued.unanswered;
    commands_info(`Obtained an access token from ${tokenUrl.host}, ${validity(issued.token)}.`);
    if (hasExpired(issued.token)) {
      commands_warning(`The access token that ${tokenUrl.host} issued has already expired: check the clock of the service.`);
    }
    return this.use(issued.token);
  }
  use(token) {
    this.token = token;
    this.onToken(token);
    return token;
  }
}
function session_readGiven(given) {
  if (given.kind === 'access-token') {
    return givenToken(given.value);
  }
  const token = sealed_token_open(given.text, given.scope);
  maskToken(token.value);
  return token;
}
function tokenExpired(token, plan) {
  const { given, missing, minValiditySeconds } = plan;
  const isSealed = given?.kind === 'sealed-token';
  return new AsposeAuthError('token-expired', {
    summary: `The given ${given?.kind} cannot be used: it ${token.expiresAt !== undefined && hasExpired(token) ? '' : 'is '}${validity(token)}, and min-validity-seconds asks for ${minValiditySeconds} seconds. No other token can be requested, because ${listed(missing)} ${isOrAre(missing.length)} empty.`,
    advice: isSealed
      ? 'Re-run all jobs, not only the failed ones, so that the job that seals the token requests a new one. Or pass client-id and client-secret here too.'
      : `Pass a newer token, or set ${listed(missing)} too.`,
  });
}

;// CONCATENATED MODULE: ./lib/src/gate/concurrently.js
async function concurrently(items, limit, work) {
  const results = new Array(items.length);
  const failures = [];
  const queue = items.entries();
  async function worker() {
    for (let next = queue.next(); !next.done && failures.length === 0; next = queue.next()) {
      const [index, item] = next.value;
      try {
        results[index] = await work(item);
      }
      catch (error) {
        failures.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, worker));
  return { results, failures };
}

;// CONCATENATED MODULE: ./lib/src/gate/folder-lookup.js
class FolderLookup {
  storage;
  listed = new Map();
  listedIfThere = new Map();
  constructor(storage) {
    this.storage = storage;
  }
  list(folder) {
    return once(this.listed, folder, async () => {
      const listing = await this.storage.listFolder(folder, 'storage-path');
      return { ...listing, byName: Map.groupBy(listing.files, ({ name }) => name) };
    });
  }
  listIfThere(folder) {
    return once(this.listedIfThere, folder, async () => {
      if (folder === '/') {
        return this.list(folder);
      }
      const { exists, isSurelyFile } = await this.storage.objectState(folder);
      return exists && !isSurelyFile ? this.list(folder) : undefined;
    });
  }
}
function once(known, key, ask) {
  const result = known.get(key) ?? ask();
  known.set(key, result);
  return result;
}

;// CONCATENATED MODULE: ./lib/src/gate/file-limits.js

const FUTURE_TOLERANCE_MS = 5 * 60 * 1000;
const ISO_DATE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\d*(Z|[+-]\d{2}:?\d{2})?$/i;
function judgeFile(file, limits, now) {
  const { maxAgeSeconds, minBytes } = limits;
  const modified = parseModifiedDate(file.modifiedDate);
  const size = file.size ?? Number.NaN;
  if (maxAgeSeconds !== undefined && modified === undefined) {
    return unclear('has no usable modifiedDate for it', 'storage-max-age-seconds');
  }
  if (maxAgeSeconds !== undefined && Number(modified) > now + FUTURE_TOLERANCE_MS) {
    return unclear('has a modifiedDate in the future for it', 'storage-max-age-seconds');
  }
  if (minBytes !== undefined && !(size >= 0)) {
    return unclear('has no usable size for it', 'storage-min-bytes');
  }
  const ageSeconds = Math.floor((now - (modified ?? now)) / 1000);
  if (maxAgeSeconds !== undefined && ageSeconds > maxAgeSeconds) {
    const words = `is ${duration(ageSeconds)} old (${ageSeconds} seconds; storage-max-age-seconds allows ${maxAgeSeconds})`;
    return { kind: 'unmet', words };
  }
  if (minBytes !== undefined && size < minBytes) {
    const words = `has ${count(size, 'byte')} (storage-min-bytes asks for ${minBytes})`;
    return { kind: 'unmet', words };
  }
  return { kind: 'met' };
}
function parseModifiedDate(text) {
  const [, date = '', time = '', offset = 'Z'] = ISO_DATE.exec(text ?? '') ?? [];
  const parsed = Date.parse(`${date}T${time}${offset.toUpperCase()}`);
  return date.startsWith('0001-') || Number.isNaN(parsed) || !isCalendarDay(date)
    ? undefined
    : parsed;
}
function isCalendarDay(date) {
  return new Date(`${date}T00:00Z`).toISOString().startsWith(date);
}
function unclear(problem, input) {
  const advice = `Without that, ${input} cannot be judged: check the storage, or leave ${input} out.`;
  return { kind: 'unclear', problem, advice };
}

;// CONCATENATED MODULE: ./lib/src/gate/look.js





async function look(path, view) {
  if (isPattern(path)) {
    return lookAtPattern(path, view);
  }
  const { expect, limits } = view.plan;
  const state = await view.storage.objectState(path);
  const finding = judgePath(path, state, expect);
  if (!hasLimits(limits) || !state.exists) {
    return finding;
  }
  return state.isFolder
    ? { ...finding, met: false, words: 'is a folder, and only a file has an age and a size' }
    : lookAtFile(finding, view);
}
async function lookAtFile(finding, { plan, folders }) {
  const { path } = finding;
  const { folder, name } = splitPath(path);
  const { byName, now } = await folders.list(folder);
  const [row, ...others] = byName.get(name) ?? [];
  if (row === undefined) {
    throw look_unclear(path, NOT_LISTED_YET);
  }
  if (others.length > 0) {
    throw look_unclear(path, LISTED_TWICE);
  }
  if (row.isFolder) {
    throw look_unclear(path, LISTED_AS_FOLDER);
  }
  const judgement = judgeFile(row, plan.limits, now);
  if (judgement.kind === 'unclear') {
    throw look_unclear(path, judgement);
  }
  const { size, modifiedDate } = row;
  return judgement.kind === 'met'
    ? { ...finding, size, modifiedDate }
    : { ...finding, size, modifiedDate, met: false, words: judgement.words };
}
async function lookAtPattern(path, { plan, folders }) {
  const { folder, name } = splitPath(path);
  const listing = await folders.listIfThere(folder);
  if (listing === undefined) {
    return {
      ...patternFinding(path, plan, []),
      words: 'matches nothing: its folder does not exist',
    };
  }
  const matches = listing.files
    .filter((file) => matchesPattern(file.name, name))
    .map((file) => ({ file, judgement: judgeMatch(file, plan, listing.now) }));
  const finding = patternFinding(path, plan, matches);
  if (!finding.met) {
    refuseUnclear(matches);
  }
  return finding;
}
function refuseUnclear(matches) {
  for (const { file, judgement } of matches) {
    if (judgement.kind === 'unclear') {
      throw look_unclear(file.path, judgement);
    }
  }
}
function patternFinding(path, plan, matches) {
  const exists = matches.length > 0;
  const good = matches.filter(({ judgement }) => judgement.kind === 'met');
  const verdict = plan.expect === 'absent'
    ? { met: !exists, matches: matches.length }
    : { met: good.length > 0, matches: good.length };
  return { path, exists, isFolder: false, ...verdict, words: patternWords(matches) };
}
function judgeMatch(file, { expect, limits }, now) {
  if (expect === 'absent') {
    return { kind: 'met' };
  }
  const isRightKind = isMet(expect, { exists: true, isFolder: file.isFolder });
  if (!isRightKind || (hasLimits(limits) && file.isFolder)) {
    return { kind: 'unmet', words: `is a ${file.isFolder ? 'folder' : 'file'}` };
  }
  return judgeFile(file, limits, now);
}
function patternWords(matches) {
  const shown = matches.find(({ judgement }) => judgement.kind === 'met') ?? matches[0];
  if (shown === undefined) {
    return 'matches nothing';
  }
  const { file, judgement } = shown;
  const found = `matches ${count(matches.length, 'item')}`;
  return judgement.kind === 'unmet'
    ? `${found}, none as expected: ${quoted(file.name)} ${judgement.words}`
    : `${found}: ${quoted(file.name)}${matches.length > 1 ? ' and others' : ''}`;
}
const NOT_LISTED_YET = {
  problem: 'does not have it yet',
  advice: 'The listing of the storage may be late: set or raise storage-wait-seconds.',
  transient: { retryAfterSeconds: 0 },
};
const SEE_LISTING = 'Look at the listing with storage-list. If the storage is right, leave storage-max-age-seconds and storage-min-bytes out.';
const LISTED_TWICE = { problem: 'has it more than once', advice: SEE_LISTING };
const LISTED_AS_FOLDER = { problem: 'has it as a folder', advice: SEE_LISTING };
function look_unclear(path, { problem, advice, transient }) {
  return new AsposeAuthError('bad-response', {
    summary: `The check of ${quoted(path)} failed: it exists, but the listing of its folder ${problem}.`,
    advice,
    transient,
  });
}

;// CONCATENATED MODULE: ./lib/src/gate/rounds.js









const MAX_CONCURRENT_CHECKS = 8;
const FIRST_ROUND_PAUSE_MS = 1000;
const LONGEST_ROUND_PAUSE_MS = 15_000;
async function runGate(plan, storage) {
  const end = monotonicMs() + plan.waitSeconds * 1000;
  for (let pause = FIRST_ROUND_PAUSE_MS;; pause = Math.min(2 * pause, LONGEST_ROUND_PAUSE_MS)) {
    const round = await runRound(plan, storage);
    if (round.kind === 'answered' && round.verdict.passed) {
      return round.verdict;
    }
    const left = end - monotonicMs();
    const askedToWait = 1000 * askedToWaitSeconds(round);
    if (left <= 0 || askedToWait > left) {
      return conclusion(round, plan);
    }
    commands_info(`Waiting, ${duration(left / 1000)} left: ${rounds_inWords(round, plan)}`);
    await sleep(Math.ceil(Math.max(Math.min(pause, left), askedToWait)));
  }
}
async function runRound(plan, storage) {
  try {
    return { kind: 'answered', verdict: verdictOf(await findAll(plan, storage)) };
  }
  catch (error) {
    if (isTransient(error)) {
      return { kind: 'failed', error };
    }
    throw error;
  }
}
async function findAll(plan, storage) {
  const { subject, expect, storageName } = plan;
  if (subject.kind === 'storage') {
    return [judgeStorage(subject.name, await storage.storageState(), expect)];
  }
  // "Absent" means nothing in a storage that does not exist.
  if (expect === 'absent' && storageName !== undefined && !(await storage.storageState()).exists) {
    const words = `cannot be checked: the storage ${quoted(storageName)} does not exist`;
    const nowhere = { exists: false, isFolder: false, met: false, words };
    return subject.paths.map((path) => ({ path, ...nowhere }));
  }
  const view = { plan, storage, folders: new FolderLookup(storage) };
  const [first = '', ...rest] = subject.paths;
  // The first answer settles which spelling of the route the service knows, so that the rest ask only once.
  const finding = await look(first, view);
  const { results, failures } = await concurrently(rest, MAX_CONCURRENT_CHECKS, (path) => look(path, view));
  if (failures.length > 0) {
    // Trouble that does not pass ends the wait, also when other checks failed before.
    throw failures.find((failure) => !isTransient(failure)) ?? failures[0];
  }
  return [finding, ...results];
}
function isTransient(error) {
  return error instanceof AsposeAuthError && error.transient !== undefined;
}
function askedToWaitSeconds(round) {
  return round.kind === 'failed' ? (round.error.transient?.retryAfterSeconds ?? 0) : 0;
}
function conclusion(round, { waitSeconds }) {
  if (round.kind === 'answered') {
    return round.verdict;
  }
  const { code, summary, details, advice } = round.error;
  const waited = waitSeconds > 0
    ? ` It ended the wait of ${count(waitSeconds, 'second')} (storage-wait-seconds).`
    : '';
  throw new AsposeAuthError(code, { summary: `${summary}${waited}`, details, advice });
}
function rounds_inWords(round, plan) {
  if (round.kind === 'failed') {
    return round.error.summary;
  }
  const unmet = unmetLines(round.verdict, plan);
  return `${unmet.length} of ${round.verdict.findings.length} not as expected. ${unmet[0]}.`;
}

;// CONCATENATED MODULE: ./lib/src/storage/answers.js


function parseObjectState(reply) {
  const { exists, isfolder } = objectOf(reply);
  const isFolder = isfolder ?? false;
  if (typeof exists !== 'boolean' || typeof isFolder !== 'boolean') {
    throw badResponse(reply, 'does not say whether the path exists (booleans "exists" and "isFolder")');
  }
  return { exists, isFolder: exists && isFolder, isSurelyFile: exists && isfolder === false };
}
function parseStorageState(reply) {
  if ((objectOf(reply).isfolder ?? null) !== null) {
    throw badResponse(reply, 'describes a file or folder, not a storage', 'storage-url seems to be the root of another product, whose routes mean something else: leave it at its default.');
  }
  return parseObjectState(reply);
}
function parseListing(reply, folder) {
  const { value: rows } = objectOf(reply);
  if (!Array.isArray(rows)) {
    throw badResponse(reply, 'has no array "value"');
  }
  return rows.map((row, index) => {
    const parsed = lowerKeys(isObject(row) ? row : {});
    if (parsed.kind === 'contradiction') {
      throw badResponse(reply, `cannot be used: row ${index + 1} has "${parsed.key}" twice`);
    }
    const file = parseRow(parsed.object, folder);
    const [wrong] = Object.entries(file).find(([, value]) => value === undefined) ?? [];
    if (wrong !== undefined) {
      throw badResponse(reply, `cannot be used: row ${index + 1} has no valid "${wrong}"`);
    }
    return file;
  });
}
function parseRow({ name, path, isfolder, size, modifieddate }, folder) {
  const usableName = typeof name === 'string' && name !== '' ? name : undefined;
  return {
    name: usableName,
    path: stringOr(`${folder.replace(/\/+$/, '')}/${usableName}`, path),
    isFolder: typeof (isfolder ?? false) === 'boolean' ? Boolean(isfolder) : undefined,
    size: sizeOf(size),
    modifiedDate: stringOr(null, modifieddate),
  };
}
function stringOr(fallback, value) {
  if (value === undefined || value === null) {
    return fallback;
  }
  return typeof value === 'string' ? value : undefined;
}
function sizeOf(size) {
  if (size === undefined || size === null) {
    return null;
  }
  const isNumeric = typeof size === 'string' && /^\d+$/.test(size);
  const bytes = typeof size === 'number' || isNumeric ? Number(size) : Number.NaN;
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined;
}

;// CONCATENATED MODULE: ./lib/src/storage/routes.js
class Route {
  all;
  settled;
  constructor(...spellings) {
    this.all = spellings;
  }
  get spellings() {
    return this.settled === undefined ? this.all : [this.settled];
  }
  get hasAnswered() {
    return this.settled !== undefined;
  }
  settle(spelling) {
    this.settled = spelling;
  }
}
function addressOf(storageUrl, spelling, query) {
  const parameters = Object.entries(query).flatMap(([name, value]) => 
  // Not URLSearchParams, whose + for a space is not undone by every server.
  value === undefined ? [] : [`${name}=${encodeURIComponent(value.toWellFormed())}`]);
  return new URL(`${storageUrl.href.replace(/\/$/, '')}/${spelling}?${parameters.join('&')}`);
}

;// CONCATENATED MODULE: ./lib/src/storage/storage.js







const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_LISTING_BYTES = 16 * 1024 * 1024;
class Storage {
  client;
  session;
  plan;
  objectRoute = new Route('storage/exists', 'storage/exist');
  storageRoute = new Route('storage/exist/storage', 'storage/exists/storage');
  folderRoute = new Route('folder');
  constructor(client, session, plan) {
    this.client = client;
    this.session = session;
    this.plan = plan;
  }
  async objectState(path) {
    const { storageName, versionId } = this.plan;
    const operation = this.operation('check', quoted(path), 'storage-path');
    return parseObjectState(await this.call(this.objectRoute, operation, { path, storageName, versionId }));
  }
  async storageState() {
    const { storageName } = this.plan;
    const operation = this.operation('check', `the storage ${quoted(storageName ?? '')}`);
    return parseStorageState(await this.call(this.storageRoute, operation, { storageName }));
  }
  async listFolder(path, input) {
    const { storageName } = this.plan;
    const operation = this.operation('listing', quoted(path), input);
    const reply = await this.call(this.folderRoute, operation, { path, storageName });
    const files = parseListing(reply, path);
    return { files, now: Date.now() + (reply.response.clockOffsetMs ?? 0) };
  }
  operation(kind, subject, input) {
    const { storageName, versionId } = this.plan;
    const asked = [
      input,
      storageName === undefined ? undefined : 'storage-name',
      versionId === undefined || kind === 'listing' ? undefined : 'storage-version-id',
    ].filter((name) => name !== undefined);
    return {
      kind,
      title: `The ${kind} of ${subject}`,
      urlInputs: 'base-url or storage-url',
      inputs: listed(['base-url', 'storage-url', ...asked]),
    };
  }
  async call(route, operation, query) {
    const deadline = this.client.deadline();
    for (const spelling of route.spellings) {
      const url = addressOf(this.plan.storageUrl, spelling, query);
      const reply = await this.ask(url, operation, deadline);
      if (isSuccess(reply)) {
        route.settle(spelling);
        return reply;
      }
      if (![404, 405].includes(reply.response.status)) {
        throw this.refusal(reply);
      }
      if (spelling === route.spellings.at(-1)) {
        throw noRoute(route, reply);
      }
    }
    throw new Error('a route has at least one spelling');
  }
  async ask(url, operation, deadline) {
    const token = this.session.current;
    const reply = await this.get(url, { token, operation, deadline });
    const renewed = reply.response.status === 401 ? await this.session.renew(token, deadline) : undefined;
    return renewed === undefined ? reply : this.get(url, { token: renewed, operation, deadline });
  }
  async get(url, call) {
    const { token, operation, deadline } = call;
    const exchange = await this.client.send({
      method: 'GET',
      url,
      headers: { authorization: `Bearer ${token.value}` },
      maxBodyBytes: operation.kind === 'listing' ? MAX_LISTING_BYTES : MAX_ANSWER_BYTES,
    }, { deadline });
    const reply = replyOf(exchange, { operation, timeoutSeconds: this.client.timeoutSeconds });
    if (isSuccess(reply)) {
      this.session.accepted(token);
    }
    return reply;
  }
  refusal(reply) {
    const where = endpoint(reply.exchange);
    switch (reply.response.status) {
      case 401:
        return new AsposeAuthError('token-rejected', {
          summary: `${reply.operation.title} failed: ${where} rejected the access token (HTTP 401). ${this.explainRejection()}`,
          advice: this.rejectionAdvice(),
        });
      case 403:
        return new AsposeAuthError('storage-denied', {
          summary: `${reply.operation.title} failed: ${where} denies access with this access token (HTTP 403).`,
          advice: 'Check at https://dashboard.aspose.cloud/ that the application may use the storage, and that storage-name, if it is set, is one of its storages.',
        });
      default:
        return statusError(reply);
    }
  }
  explainRejection() {
    const { current: token, isRenewed, hasCredentials } = this.session;
    return [
      isRenewed ? 'It is a new token: the one before was rejected too.' : '',
      isEarly(token) ? `It is not valid before ${instant(claimsOf(token.value).nbf ?? 0)}.` : '',
      hasExpired(token) ? 'It expired while the step ran.' : '',
      hasCredentials ? '' : 'There are no credentials to request a new one.',
    ]
      .filter((sentence) => sentence !== '')
      .join(' ');
  }
  rejectionAdvice() {
    const { current: token, hasRequested, hasCredentials } = this.session;
    if (isEarly(token)) {
      return 'Check the clock of the service that issued the token.';
    }
    if (hasExpired(token) && !hasCredentials) {
      return 'Pass a token that lives longer, or client-id and client-secret, so that it can be renewed.';
    }
    return hasRequested
      ? 'Check that token-url and storage-url belong to the same service.'
      : 'Check that the given token is meant for the service at storage-url.';
  }
}
function isEarly({ value, clockOffsetMs }) {
  return (claimsOf(value).nbf ?? 0) * 1000 > Date.now() + clockOffsetMs;
}
function noRoute(route, reply) {
  const { operation } = reply;
  if (route.hasAnswered) {
    return badResponse(reply, 'says that there is no such route, although the route had answered before', `The service may be in trouble: run again later, and check ${operation.inputs}.`);
  }
  const what = operation.kind === 'listing' ? 'no such folder, or no such route' : 'no such route';
  return badResponse(reply, `says that there is ${what} (${route.spellings.join(' or ')})`, `Check ${operation.inputs}. storage-url is the root of an API with the storage routes of Aspose.HTML Cloud; its default reaches the storages of all products.`);
}

;// CONCATENATED MODULE: ./lib/src/unexpected.js




const ISSUES_URL = 'https://github.com/org/aspose-auth/issues';
function explained(error) {
  if (error instanceof AsposeAuthError) {
    return error;
  }
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  for (const line of stack.split('\n').slice(1)) {
    commands_debug(withoutSecret(line));
  }
  return new AsposeAuthError('internal-error', {
    summary: `An unexpected error ended the run: ${withoutSecret(message)}.`,
    advice: `This is a bug. Run again with debug logging and report what the log says at ${ISSUES_URL}.`,
  });
}
function withoutSecret(text) {
  return quotesSecret(text) ? '(hidden, because it holds a secret)' : printable(text);
}

;// CONCATENATED MODULE: ./lib/src/run.js










async function run(plan, tools) {
  if (areCredentialsMissing(plan.auth) && plan.skipWhenMissing) {
    const reason = explainMissingCredentials(plan.auth);
    return { kind: 'skipped', gateStatus: 'skipped', reason };
  }
  const steps = new Steps(plan, tools);
  try {
    await steps.authenticate();
    await steps.passGate();
    await steps.list();
    return { kind: 'authenticated', ...steps.facts() };
  }
  catch (error) {
    return { kind: 'failed', error: explained(error), ...steps.facts() };
  }
}
class Steps {
  plan;
  client;
  session;
  storage;
  token;
  verdict;
  files;
  constructor(plan, { client, onToken }) {
    this.plan = plan;
    this.client = client;
    this.session = new Session(client, plan.auth, (token) => {
      this.token = token;
      onToken(token, plan.seal && seal(token, plan.seal));
    });
    this.storage = new Storage(client, this.session, plan.storage);
  }
  async authenticate() {
    const { auth } = this.plan;
    if (areCredentialsMissing(auth)) {
      throw new AsposeAuthError('missing-credentials', {
        summary: explainMissingCredentials(auth),
        advice: 'If the step is to succeed without credentials, set on-missing-credentials: skip.',
      });
    }
    await this.session.start();
  }
  async passGate() {
    const { gate } = this.plan;
    if (gate === undefined) {
      return;
    }
    const verdict = await runGate(gate, this.storage);
    requireJobOutput(resultsJson(verdict.findings), {
      what: `The list of results for ${count(verdict.findings.length, 'path')}`,
      advice: 'Check fewer paths in one step, or a pattern.',
    });
    this.verdict = verdict;
    if (!verdict.passed && gate.required) {
      throw gateFailure(verdict, gate);
    }
  }
  async list() {
    const { listFolder } = this.plan;
    if (listFolder === undefined) {
      return;
    }
    const { files } = await this.storage.listFolder(listFolder, 'storage-list');
    requireJobOutput(JSON.stringify(files), {
      what: `The listing of ${count(files.length, 'item')}`,
      advice: 'Set storage-list to a subfolder with fewer items.',
    });
    this.files = files;
  }
  facts() {
    const { gate, listFolder, auth } = this.plan;
    return {
      gateStatus: this.gateStatus(),
      checked: gate && this.verdict && { gate, verdict: this.verdict },
      listed: this.files && { folder: listFolder ?? '', files: this.files },
      token: this.token,
      host: this.session.hasRequested ? auth.tokenUrl.host : undefined,
      retries: this.client.retries,
    };
  }
  gateStatus() {
    if (this.verdict !== undefined) {
      return this.verdict.passed ? 'passed' : 'failed';
    }
    return this.plan.isCheckAsked ? 'unknown' : 'skipped';
  }
}

;// CONCATENATED MODULE: ./lib/src/main.js










async function main() {
  maskSecretInputs();
  publishStart(isCheckAsked());
  // An earlier step may have set it for all later ones.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  // HttpClient would tell it to the service.
  delete process.env.ACTIONS_ORCHESTRATION_ID;
  const proxies = takeProxyVariables(process.env);
  const reading = readPlan();
  if (reading.kind === 'refused') {
    const { error, gateStatus, jobSummary } = reading;
    publishOutcome({ kind: 'failed', error, gateStatus }, jobSummary);
    return exit(1);
  }
  const { plan } = reading;
  for (const sentence of plan.warnings) {
    commands_warning(sentence);
  }
  const outcome = await run(plan, {
    client: new Client(plan.timeoutSeconds, proxies),
    onToken: (token, sealed) => publishToken(token, sealed, plan.exportTo),
  });
  publishOutcome(outcome, plan.jobSummary);
  exit(outcome.kind === 'failed' ? 1 : 0);
}
function fail(error) {
  const { title, message } = annotationOf(explained(error));
  annotateError(title, message);
  exit(1);
}
function exit(code) {
  process.stdout.write('', () => process.exit(code));
}
// Failure is the outcome until the run has come to its end.
process.exitCode = 1;
process.on('uncaughtException', fail);
process.once('beforeExit', () => fail(new Error('the event loop ran dry')));
main().catch(fail);

module.exports = __webpack_exports__;
/******/ })()
;