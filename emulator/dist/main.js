/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = require("node:child_process");
;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = require("node:crypto");
;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = require("node:events");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = require("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = require("node:path");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = require("os");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
function utils_toCommandValue(input) {
  if (input === null || input === undefined) {
    return '';
  }
  else if (typeof input === 'string' || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function utils_toCommandProperties(annotationProperties) {
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
  return utils_toCommandValue(s)
    .replace(/%/g, '%25')
    .replace(/\r/g, '%0D')
    .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
  return utils_toCommandValue(s)
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
  external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
    encoding: 'utf8'
  });
}
function file_command_prepareKeyValueMessage(key, value) {
  const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
  const convertedValue = utils_toCommandValue(value);
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
    return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
  }
  issueCommand('set-env', { name }, convertedVal);
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
    return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
  }
  process.stdout.write(external_os_namespaceObject.EOL);
  command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
function setCommandEcho(enabled) {
  issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
function setFailed(message) {
  process.exitCode = ExitCode.Failure;
  core_error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
function isDebug() {
  return process.env['RUNNER_DEBUG'] === '1';
}
function debug(message) {
  issueCommand('debug', {}, message);
}
function core_error(message, properties = {}) {
  command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function notice(message, properties = {}) {
  command_issueCommand('notice', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
  process.stdout.write(message + external_os_namespaceObject.EOL);
}
function startGroup(name) {
  command_issue('group', name);
}
function endGroup() {
  command_issue('endgroup');
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
    return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
  }
  command_issueCommand('save-state', { name }, utils_toCommandValue(value));
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
;// CONCATENATED MODULE: ./lib/emulator/job.js




const TITLE = 'aspose-auth/emulator';
const LOG = 'log';
const STATE = 'background';
function saveBackground(background) {
  saveState(STATE, JSON.stringify(background));
}
function readBackground() {
  const state = core.getState(STATE);
  return state === '' ? undefined : JSON.parse(state);
}
function printLog(folder) {
  const log = (0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.join)(folder, LOG), 'utf8').trimEnd();
  const resume = (0,external_node_crypto_namespaceObject.randomUUID)();
  startGroup('Requests to the emulator');
  info(`::stop-commands::${resume}`);
  info(log === '' ? 'None.' : log);
  info(`::${resume}::`);
  endGroup();
}

;// CONCATENATED MODULE: ./lib/emulator/whole-number.js
const PORTS = { least: 0, most: 65_535 };
const LIFETIME_SECONDS = { least: 1, most: 31_536_000 };
function parseWholeNumber(text, { least, most }) {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

;// CONCATENATED MODULE: ./lib/emulator/main.js









const LONGEST_START_SECONDS = 10;
run().catch((error) => {
  core_error(error.message, { title: TITLE });
  process.exitCode = 1;
});
async function run() {
  const clientId = (0,external_node_crypto_namespaceObject.randomUUID)();
  const clientSecret = (0,external_node_crypto_namespaceObject.randomBytes)(16).toString('hex');
  setSecret(clientSecret);
  const options = { ...readInputs(), clientId, clientSecret };
  const { url, root } = await startBackground(options);
  setOutput('base-url', url);
  setOutput('client-id', clientId);
  setOutput('client-secret', clientSecret);
  const storage = options.root === undefined ? 'a new, empty folder' : root;
  notice(`The emulator listens at ${url}. It takes the Client Id ${clientId} with the Client Secret in the output ` +
    `\`client-secret\`. The storage "${options.storageName}" is ${storage}.`, { title: TITLE });
}
function readInputs() {
  const faults = [];
  function readNumber(name, fallback, range) {
    const text = getInput(name) || String(fallback);
    const number = parseWholeNumber(text, range);
    if (number !== undefined)
      return number;
    faults.push(`${name} must be a whole number from ${range.least} to ${range.most}, not "${text}".`);
    return fallback;
  }
  const root = getInput('root');
  const options = {
    port: readNumber('port', 0, PORTS),
    tokenLifetimeSeconds: readNumber('token-lifetime-seconds', 3600, LIFETIME_SECONDS),
    storageName: getInput('storage-name') || 'emulator',
    ...(root === '' ? {} : { root: (0,external_node_path_namespaceObject.resolve)(process.env.GITHUB_WORKSPACE ?? '', root) }),
  };
  if (faults.length > 0)
    throw new Error(faults.join('\n'));
  return options;
}
async function startBackground(options) {
  const folder = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)(process.env.RUNNER_TEMP || (0,external_node_os_namespaceObject.tmpdir)(), 'aspose-emulator-'));
  const stopKey = (0,external_node_crypto_namespaceObject.randomUUID)();
  const background = spawnDetached(folder);
  try {
    const start = { kind: 'start', options, stopKey };
    const [report] = await Promise.all([reportOf(background), tell(background, start)]);
    if (report.kind === 'failed')
      throw new Error(report.reason);
    saveBackground({ folder, stopKey, stopUrl: report.stopUrl });
    await tell(background, { kind: 'stay' });
    background.disconnect();
    background.unref();
    return report;
  }
  catch (error) {
    if (background.kill('SIGKILL'))
      await (0,external_node_events_namespaceObject.once)(background, 'exit');
    printLog(folder);
    (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true, maxRetries: 10 });
    throw error;
  }
}
function spawnDetached(folder) {
  const log = (0,external_node_fs_namespaceObject.openSync)((0,external_node_path_namespaceObject.join)(folder, LOG), 'a');
  const script = (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.dirname)(process.argv[1] ?? ''), 'background.js');
  const background = (0,external_node_child_process_namespaceObject.spawn)(process.execPath, [script], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    windowsHide: true,
  });
  (0,external_node_fs_namespaceObject.closeSync)(log);
  return background;
}
async function reportOf(background) {
  const late = new AbortController();
  const { signal } = late;
  const timer = setTimeout(() => late.abort(), LONGEST_START_SECONDS * 1000);
  try {
    return await Promise.race([
      (0,external_node_events_namespaceObject.once)(background, 'message', { signal }).then(([report]) => report),
      (0,external_node_events_namespaceObject.once)(background, 'exit', { signal }).then(([code, endedBy]) => {
        const how = endedBy ?? `exit code ${code}`;
        throw new Error(`The emulator ended before it answered (${how}).`);
      }),
    ]);
  }
  catch (error) {
    if (!signal.aborted)
      throw error;
    throw new Error(`The emulator did not answer within ${LONGEST_START_SECONDS} seconds.`);
  }
  finally {
    clearTimeout(timer);
  }
}
function tell(background, order) {
  return new Promise((resolve) => background.send(order, () => resolve()));
}

module.exports = __webpack_exports__;
/******/ })()
;