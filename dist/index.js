import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(278);
var tls = __nccwpck_require__(756);
var http = __nccwpck_require__(611);
var https = __nccwpck_require__(692);
var events = __nccwpck_require__(434);
var assert = __nccwpck_require__(613);
var util = __nccwpck_require__(23);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 23:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 905:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
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
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
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
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
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

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./lib/log.js

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

;// CONCATENATED MODULE: ./lib/wording.js
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

;// CONCATENATED MODULE: ./lib/answer.js



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

;// CONCATENATED MODULE: ./lib/clock.js
/** Milliseconds of a clock that never jumps. Not `performance.now()`, for which Node loads a module at every start. */
function monotonicMs() {
    return process.uptime() * 1000;
}

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
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
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
;// CONCATENATED MODULE: ./vendor/no-undici/index.js
/**
 * `@actions/http-client` imports undici for `getAgentDispatcher()` alone, which this action never calls: its requests,
 * proxied ones too, go through `node:https` and `tunnel`. Leaving undici out keeps the bundle small enough to be read
 * by a reviewer in one sitting, and saves a third of the start-up time.
 */
class ProxyAgent {
  constructor() {
    throw new Error(
      'undici is not part of this bundle: use HttpClient.request(), not getAgentDispatcher()',
    );
  }
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
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
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = getProxyUrl(new URL(serverUrl));
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
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
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
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
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
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
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
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
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
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
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
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
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
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
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
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
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
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
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
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
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
        proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
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
;// CONCATENATED MODULE: ./lib/version.js
/** The version of `package.json`, which is not part of the bundle. A test holds the two together. */
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./lib/exchange.js




const MAX_BODY_BYTES = 1024 * 1024;
/**
 * The one place that knows `@actions/http-client`.
 *
 * @param longestMs milliseconds after which the signal will have aborted in any case
 */
function createExchange(longestMs) {
    const clients = new Map();
    let signalOfNextRequest;
    const handler = {
        // Called before request() returns its promise, hence for the request being made.
        prepareRequest(options) {
            options.signal = signalOfNextRequest;
            // The resolver knows IPv6 addresses without the brackets of a URL.
            options.host = options.host?.replace(/^\[(.*)\]$/, '$1') ?? null;
            // The tunnel would check the certificate of an https proxy against the name of the target.
            const { proxyOptions } = options.agent;
            if (proxyOptions !== undefined) {
                proxyOptions.servername = (0,external_node_net_namespaceObject.isIP)(proxyOptions.host) === 0 ? proxyOptions.host : '';
            }
        },
        canHandleAuthentication: () => false,
        handleAuthentication: () => Promise.reject(new Error('no challenge is ever answered')),
    };
    // One client an origin: a client has a single agent, either for HTTP or for HTTPS.
    function clientFor({ origin }) {
        const known = clients.get(origin);
        // The client's own limit measures idle time; the signal decides before it.
        const options = { allowRedirects: false, keepAlive: true, socketTimeout: longestMs + 1000 };
        const client = known ?? new HttpClient(`aspose-auth/${VERSION}`, [handler], options);
        clients.set(origin, client);
        return client;
    }
    return async ({ purpose, method, url, headers, body = null }, signal) => {
        signalOfNextRequest = signal;
        const { message } = await Promise.race([
            clientFor(url).request(method, url.href, body, { accept: 'application/json', ...headers }),
            // The client does not notice the signal while it waits for a proxy.
            aborted(signal),
        ]);
        const head = {
            purpose,
            status: message.statusCode ?? 0,
            host: url.host,
            retryAfter: parseRetryAfter(message.headers['retry-after'], Date.now()),
            location: message.headers.location,
        };
        return { ...head, body: await readBody(message, head) };
    };
}
/** ` through the proxy HOST`, without the user and the password that the variable may hold. */
function viaProxy({ href }) {
    try {
        const { host } = new URL(lib_getProxyUrl(href));
        return host === '' ? '' : ` through the proxy ${host}`;
    }
    catch {
        return '';
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
/** Reads the stream itself, because the client's readBody() never settles when the connection drops. */
async function readBody(message, head) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of message) {
            chunks.push(chunk);
            size += chunk.length;
            if (size > MAX_BODY_BYTES) {
                throw badResponse(head, 'more than 1 MiB');
            }
        }
    }
    catch (error) {
        // Whatever becomes of its body, a redirect or a refusal stays one: another request could be one rejected too many.
        if (head.status >= 300 && head.status <= 499) {
            return '';
        }
        throw error;
    }
    return Buffer.concat(chunks).toString('utf8');
}
function aborted(signal) {
    return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
}

;// CONCATENATED MODULE: ./lib/network-failure.js


const TRANSIENT_ERROR = /^(EAI_AGAIN|ECONN(ABORTED|REFUSED|RESET)|EHOSTUNREACH|ENET(DOWN|UNREACH)|EPIPE|ETIMEDOUT)$/;
/** What to do, by the first pattern that fits the reason. */
const ADVICE = [
    [/^ERR_INVALID_URL$/, 'https_proxy or http_proxy holds something that is no URL.'],
    [/proxy.*certificate/, 'Set NODE_EXTRA_CA_CERTS to a PEM file with the authority of the proxy.'],
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
    const { message, code } = error;
    if (code === undefined) {
        throw error;
    }
    // The tunnel calls whatever the proxy did ECONNRESET, and tells the rest in words.
    const [, proxyStatus] = /^tunneling socket .* statusCode=(\d+)/.exec(message) ?? [];
    if (proxyStatus !== undefined) {
        return failure(`the proxy answered HTTP ${proxyStatus}`, isTransient(Number(proxyStatus)));
    }
    const [, proxyError] = /^tunneling socket .* cause=(.*)/.exec(message) ?? [];
    if (proxyError !== undefined) {
        const [proxyCode = printable(proxyError)] = /\bE[A-Z_]{3,}\b/.exec(proxyError) ?? [];
        return failure(`the proxy failed with ${proxyCode}`, TRANSIENT_ERROR.test(proxyCode));
    }
    return failure(code, TRANSIENT_ERROR.test(code));
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

;// CONCATENATED MODULE: ./lib/http.js








const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const SHORTEST_ATTEMPT_MS = 1000;
/** @param timeoutSeconds wall-clock budget of one operation */
function createHttp(timeoutSeconds) {
    const exchange = createExchange(timeoutSeconds * 1000);
    // Half the budget at most, so that a connection gone dead leaves time for a second one.
    const longestAttempt = Math.max(timeoutSeconds * 500, SHORTEST_ATTEMPT_MS);
    let requests = 0;
    async function send(request, deadline) {
        let outcome;
        for (let attempts = 1;; attempts++) {
            requests++;
            const left = deadline - monotonicMs();
            const latest = await attempt(exchange, request, Math.min(longestAttempt, left));
            const elapsed = Math.round(left - (deadline - monotonicMs()));
            const { purpose, method, url } = request;
            const shown = isFailure(latest) ? latest.reason : latest.status;
            log_debug(`${method} ${url.host} ${url.pathname}: ${shown} (attempt ${attempts}, ${elapsed} ms)`);
            // That the budget cut an attempt short says nothing of the server, so what was seen before still holds.
            const isCutShort = latest === SILENCE && left < longestAttempt;
            outcome = isCutShort ? (outcome ?? latest) : latest;
            const pause = pauseBeforeRetry(outcome, attempts);
            if (pause !== undefined && monotonicMs() + pause < deadline) {
                await (0,promises_namespaceObject.setTimeout)(pause);
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
        get requests() {
            return requests;
        },
        deadline: () => monotonicMs() + timeoutSeconds * 1000,
        send,
    };
}
/** @param limit milliseconds after which the attempt is given up */
async function attempt(exchange, request, limit) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), limit);
    try {
        return await exchange(request, abort.signal);
    }
    catch (error) {
        if (error instanceof AsposeAuthError) {
            throw error;
        }
        return abort.signal.aborted ? SILENCE : networkFailure(error);
    }
    finally {
        clearTimeout(timer);
    }
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

;// CONCATENATED MODULE: ./node_modules/p-map/index.js
function pMap(iterable, mapper, options) {
	return mapConcurrently(iterable, mapper, options, false);
}

function pMapSettled(iterable, mapper, options) {
	return mapConcurrently(iterable, mapper, options, true);
}

function pMapKeyed(input, mapper, options) {
	return mapKeyed(input, mapper, options, false);
}

function pMapSettledKeyed(input, mapper, options) {
	return mapKeyed(input, mapper, options, true);
}

// Like `Promise.allKeyed` and `Promise.allSettledKeyed`, with a mapper, and for a `Map` too. Each value travels with its key, so a skipped key, which leaves no slot in the result, cannot shift the keys after it.
async function mapKeyed(input, mapper, options, isSettled) {
	const entries = getKeyedEntries(input);

	// After the values have their handlers, like the other argument errors, which `mapConcurrently` checks. It cannot check this one, as it gets the wrapper below as its mapper.
	if (typeof mapper !== 'function') {
		throw new TypeError('Mapper function is required');
	}

	const mappedEntries = await mapConcurrently(entries, async ([key, inputResult]) => {
		try {
			if (inputResult.status === 'rejected') {
				throw inputResult.reason;
			}

			const result = await mapper(inputResult.value, key);

			if (result === pMapSkip || result === pMapStop) {
				return result;
			}

			return [key, isSettled ? {status: 'fulfilled', value: result} : result];
		} catch (error) {
			if (!isSettled) {
				throw error;
			}

			return [key, {status: 'rejected', reason: error}];
		}
	}, options, false);

	if (input instanceof Map) {
		return new Map(mappedEntries);
	}

	// A null prototype, like `Promise.allKeyed`, so a key like `__proto__` or `toString` is an own property like any other.
	return Object.setPrototypeOf(Object.fromEntries(mappedEntries), null);
}

// The engine behind all the functions, except `pMapIterable`. With `isSettled`, an element or a mapper that rejects gives a `{status: 'rejected'}` result instead of an error, like `Promise.allSettled`, so `stopOnError` does not apply.
async function mapConcurrently(
	iterable,
	mapper,
	{
		concurrency = Number.POSITIVE_INFINITY,
		stopOnError = true,
		signal,
	} = {},
	isSettled,
) {
	return new Promise((resolve_, reject_) => {
		validateOptions(iterable, mapper, concurrency);

		const result = [];
		// Stage the errors by index, like `result`, so they are reported in input order.
		const errors = [];
		let skippedCount = 0;
		let isResolved = false;
		let isIterableDone = false;
		const pendingIndexes = new Set();
		let doneIndex = Number.POSITIVE_INFINITY;
		let currentIndex = 0;
		const iterator = getIterator(iterable);

		const signalListener = () => {
			reject(signal.reason);
		};

		const cleanup = () => {
			signal?.removeEventListener('abort', signalListener);
		};

		const resolve = value => {
			resolve_(value);
			cleanup();
		};

		const reject = reason => {
			if (isResolved) {
				return;
			}

			isResolved = true;
			reject_(reason);
			cleanup();

			if (!isIterableDone) {
				closeIterator(iterator);
			}
		};

		if (signal) {
			if (signal.aborted) {
				reject(signal.reason);
				return;
			}

			signal.addEventListener('abort', signalListener, {once: true});
		}

		const pull = createPuller(iterator);

		// Settle only once the source is done, or a mapper stopped, and every earlier pull and mapper has finished. A pull before the `done` or the stop can still produce an element, while pulls after it do not affect the result.
		const settleIfFinished = () => {
			if (isResolved || doneIndex === Number.POSITIVE_INFINITY) {
				return;
			}

			for (const index of pendingIndexes) {
				if (index < doneIndex) {
					return;
				}
			}

			if (!stopOnError) {
				const collectedErrors = [];

				for (let index = 0; index < Math.min(doneIndex, errors.length); index++) {
					if (index in errors) {
						collectedErrors.push(errors[index]);
					}
				}

				if (collectedErrors.length > 0) {
					reject(new AggregateError(collectedErrors)); // eslint-disable-line unicorn/error-message
					return;
				}
			}

			isResolved = true;

			// A stop ended the result before the source did, so close it, like `for await` does on a `break`. Not at the stop itself, as a source that settles its `next()` calls out of call order may still owe an earlier element, and closing could drop it.
			if (!isIterableDone) {
				closeIterator(iterator);
			}

			// `done` is final, like `for await`, so a `done` that lands between two elements ends
			// the result there and everything the source produced past it is dropped. A stop cuts it the same way.
			const lastIndex = Math.min(doneIndex, result.length);

			// Every index below `lastIndex` has a value: an index only goes unassigned when its pull reported `done` or its mapper returned `pMapStop`, and the lowest such index is `doneIndex`. So the array is dense below `lastIndex`, and the fast path can hand it over untouched.
			if (lastIndex === result.length && skippedCount === 0) {
				resolve(result);
				return;
			}

			// Otherwise this drops the skipped results and whatever the `done` or the stop cut off.
			resolve(result.slice(0, lastIndex).filter(value => value !== pMapSkip));
		};

		const next = async () => {
			// After a `done` or a stop, a pull would take an item nobody is going to map, which a one-shot source, like a queue, would lose.
			if (isResolved || currentIndex >= doneIndex) {
				return;
			}

			// Take the index when the pull starts, not when it resolves, so a source that settles
			// its `next()` calls out of call order still gets the right position.
			const index = currentIndex++;
			pendingIndexes.add(index);

			let nextItem;
			try {
				nextItem = await pull();
			} catch (error) {
				pendingIndexes.delete(index);

				if (index < doneIndex) {
					throw error;
				}

				settleIfFinished();
				return;
			}

			if (nextItem.done) {
				pendingIndexes.delete(index);
				doneIndex = Math.min(doneIndex, index);
				isIterableDone = true;
				settleIfFinished();
				return;
			}

			// Intentionally detached
			const runner = (async () => {
				try {
					const element = await nextItem.value;

					if (isResolved || index >= doneIndex) {
						return;
					}

					const value = await mapper(element, index);

					// Ignore an item produced after an earlier pull reported `done` or an earlier mapper returned `pMapStop`.
					if (index >= doneIndex) {
						return;
					}

					// A stop ends the result here, like a `done` from the source, so settling waits only for the earlier elements.
					if (value === pMapStop) {
						doneIndex = index;
						return;
					}

					if (value === pMapSkip) {
						skippedCount++;
					}

					result[index] = isSettled && value !== pMapSkip ? {status: 'fulfilled', value} : value;
				} catch (error) {
					if (index >= doneIndex) {
						return;
					}

					if (isSettled) {
						result[index] = {status: 'rejected', reason: error};
					} else if (stopOnError) {
						reject(error);
						return;
					} else {
						errors[index] = error;
					}
				} finally {
					pendingIndexes.delete(index);
					settleIfFinished();
				}

				// If the iterable throws we can't really continue regardless of `stopOnError` state
				// since an iterable is likely to continue throwing after it throws once.
				// If we continue calling `next()` indefinitely we will likely end up
				// in an infinite loop of failed iteration.
				try {
					await next();
				} catch (error) {
					reject(error);
				}
			})();

			// Link the runner to the returned promise, so the async stack trace of a mapper error reaches the caller. Nothing awaits the runner, so the trace would stop there, but V8 follows a reaction that resolves another promise. The link never settles, so it never resolves the returned promise. It is a new promise for each runner, as a shared one would keep a reaction for every element.
			runner.then(() => new Promise(() => {})).then(resolve_);
		};

		// Create the concurrent runners in a detached (non-awaited)
		// promise. We need this so we can await the `next()` calls
		// to stop creating runners before hitting the concurrency limit
		// if the iterable has already been marked as done or a mapper stopped.
		// NOTE: We *must* do this for async iterators otherwise we'll spin up
		// infinite `next()` calls by default and never start the event loop.
		(async () => {
			for (let index = 0; index < concurrency; index++) {
				try {
					// eslint-disable-next-line no-await-in-loop
					await next();
				} catch (error) {
					reject(error);
					break;
				}

				if (isResolved || currentIndex >= doneIndex) {
					break;
				}
			}
		})();
	});
}

function pMapIterable(
	iterable,
	mapper,
	{
		concurrency = Number.POSITIVE_INFINITY,
		backpressure = concurrency,
		preserveOrder = true,
	} = {},
) {
	validateOptions(iterable, mapper, concurrency);

	if (!isLimit(backpressure, concurrency)) {
		throw new TypeError(`Expected \`backpressure\` to be an integer from \`concurrency\` (${concurrency}) and up or \`Infinity\`, got \`${backpressure}\` (${typeof backpressure})`);
	}

	return {
		[Symbol.asyncIterator]() {
			// `isDone` lives outside the generator so the wrapper below can set it the moment the
			// consumer asks to stop. The generator is suspended on a pending `next()` at that point,
			// so its `finally` would not run until much later and workers finishing in the meantime
			// would keep pulling and mapping input for nobody.
			let isDone = false;

			const generator = (async function * () {
				const iterator = getIterator(iterable);

				// Results are consumed from the front with a moving `headIndex` instead of `shift()`.
				// `shift()` moves every remaining entry, which is O(n) per element and made the whole
				// run O(n²) whenever `backpressure` let the array grow, which is the default.
				let promises = [];
				let headIndex = 0;
				let isIterableDone = false;

				// The lowest index whose pull reported `done`. Without `preserveOrder`, the pulls after it have their slots given back, so their errors are dropped.
				let doneIndex = Number.POSITIVE_INFINITY;

				// An element that is being read, or is waiting for a mapper, does not hold a mapper slot, so the next element can be read while the mappers run. Those elements have their own cap of `concurrency`, so the source never sees more than `concurrency` overlapping `next()` calls, even with `backpressure: Infinity`. `backpressure` caps everything in flight together.
				let readingCount = 0;
				let runningMappersCount = 0;

				// The workers waiting for a mapper slot, in the order they started waiting. A finished mapper hands its slot to the oldest one.
				const mapperWaiters = new Map();
				let mapperWaiterCount = 0;
				let wokenMapperWaiterCount = 0;

				const releaseMapperSlot = () => {
					if (wokenMapperWaiterCount === mapperWaiterCount) {
						runningMappersCount--;
						return;
					}

					mapperWaiters.get(wokenMapperWaiterCount)();
					mapperWaiters.delete(wokenMapperWaiterCount++);
				};

				let index = 0;

				// The lowest index whose mapper returned `pMapStop`, or, with `preserveOrder`, whose pull, element, or mapper threw. The stream ends there, like a `break` or a `throw` in a loop. Once it is set, nothing past it is pulled, and no pending element past it is mapped, while the earlier elements still finish and are yielded first. `isDone` cannot do this, as it would drop the values of the earlier elements too.
				let stopIndex = Number.POSITIVE_INFINITY;

				// Without `preserveOrder`, each spawn still takes a slot in `promises`, so `backpressure` counts the same, but the slots are filled in the order the workers settle rather than the order they were spawned in, so the consumer gets whichever result is ready first. A worker always fills the oldest empty slot, at `fillIndex`. An empty slot is `undefined`, and a filled one holds the result itself rather than a promise, so a result costs a promise only when the consumer has to wait for it, through `wake`.
				let fillIndex = 0;
				let wake;

				// The indexes of the pulls whose worker has not filled a slot yet, without `preserveOrder`.
				const unfilledIndexes = new Set();

				// The consumer waits only when the head is empty, and then the oldest empty slot is the head, so the first fill wakes it.
				const fillSlot = result => {
					promises[fillIndex++] = result;
					wake?.(result);
					wake = undefined;
				};

				const pull = createPuller(iterator);

				function trySpawn() {
					// Do not spawn once the consumer is gone, the source is done, or the stream ends at an earlier element. The pull would be wasted work, and for a one-shot source, like a queue, it takes an item nobody is going to ask for.
					if (isDone || isIterableDone || index > stopIndex || readingCount >= concurrency || promises.length - headIndex >= backpressure) {
						return;
					}

					readingCount++;

					// Take the index when the pull starts, not when it resolves, so a source that
					// settles its `next()` calls out of call order still gets the right position.
					const currentIndex = index++;

					// Errors must be returned as a value instead of rejecting, otherwise a promise that
					// the consumer abandons after an earlier error becomes an unhandled rejection.
					const promise = (async () => {
						try {
							let element;
							try {
								const {done, value} = await pull();

								if (done) {
									isIterableDone = true;
									doneIndex = Math.min(doneIndex, currentIndex);
									return {done: true};
								}

								// Spawn if still below the reading and backpressure limits
								trySpawn();

								element = await value;

								if (runningMappersCount < concurrency) {
									runningMappersCount++;
								} else {
									// `releaseMapperSlot` hands the slot over without decrementing `runningMappersCount`, so it is already counted.
									await new Promise(resolve => {
										mapperWaiters.set(mapperWaiterCount++, resolve);
									});
								}
							} finally {
								readingCount--;
							}

							// Spawn now that this element is no longer waiting for a mapper, so the next one is read while this one is mapped
							trySpawn();

							let returnValue;
							try {
								// The consumer stopped iterating, or the stream ends before this element, while this element was being read or waiting for a mapper, so drop it instead of doing work nobody will consume.
								if (isDone || currentIndex > stopIndex) {
									return {done: false, value: pMapSkip};
								}

								returnValue = await mapper(element, currentIndex);
							} finally {
								releaseMapperSlot();
							}

							if (returnValue === pMapStop) {
								stopIndex = Math.min(stopIndex, currentIndex);
							}

							return {done: false, value: returnValue};
						} catch (error) {
							// With `preserveOrder`, the error is thrown at its own position, after the results before it, so those still finish. Without it, the error is thrown as soon as it settles, so nothing still pending can be yielded anymore.
							// An error from a pull after the end of the source is dropped, as `done` is final, so it must have no effect. `doneIndex` is set before the worker that saw `done` settles, so its slot hand-back runs before the delivery check of any error that sees it here, and the two always agree.
							if (preserveOrder) {
								stopIndex = Math.min(stopIndex, currentIndex);
							} else if (currentIndex < doneIndex) {
								isDone = true;
							}

							return {error};
						}
					})();

					if (preserveOrder) {
						promises.push(promise);
						return;
					}

					promises.push(undefined);

					unfilledIndexes.add(currentIndex);

					// The worker never rejects, as errors are returned as a value.
					// The slot is filled here, a tick after the worker settles, rather than by the worker itself, for the same reason the consumer awaits a filled slot: so the consumer never runs, and pulls, earlier.
					promise.then(result => {
						// The slot was already given back, as the pull came after the end of the source.
						if (!unfilledIndexes.delete(currentIndex)) {
							return;
						}

						if (result.done) {
							// The pulls made after this one came after the end of the source, and a source like a queue may never answer them, so give their slots back now instead of waiting on them.
							for (const unfilledIndex of unfilledIndexes) {
								if (unfilledIndex > currentIndex) {
									unfilledIndexes.delete(unfilledIndex);
									fillSlot({done: true});
								}
							}
						}

						fillSlot(result);
					});
				}

				trySpawn();

				try {
					while (headIndex < promises.length) {
						// Without `preserveOrder`, a filled slot holds the result itself, and it is still awaited. That takes one tick, like awaiting a settled promise, so the consumer, and its `trySpawn()`, never run earlier than with a promise in the slot. Taking a ready result without the tick can make the consumer pull before it sees a stop or the end of the source, and a one-shot source, like a queue, would lose that item.
						// eslint-disable-next-line no-await-in-loop
						const result = await (promises[headIndex] ?? new Promise(resolve => {
							wake = resolve;
						}));
						const {done, value} = result;

						// Release the entry instead of leaving it for a `shift()` to move, and drop the
						// consumed prefix once it is at least half the array. That keeps the backing
						// store proportional to the results still in flight rather than to the total
						// ever spawned, which matters for an endless source, while costing one copy per
						// half of the array, so it stays O(1) per element.
						promises[headIndex] = undefined;
						headIndex++;

						if (headIndex * 2 >= promises.length) {
							promises = promises.slice(headIndex);
							fillIndex -= headIndex;
							headIndex = 0;
						}

						if (Object.hasOwn(result, 'error')) {
							throw result.error;
						}

						if (done) {
							// Without `preserveOrder`, the `done` can arrive while other workers are still running.
							if (preserveOrder) {
								return;
							}

							continue;
						}

						// The stream ends where the stop would have been yielded: after the earlier elements with `preserveOrder`, and after the results that were ready before it without.
						if (value === pMapStop) {
							return;
						}

						// Spawn if just dropped below the backpressure limit and still below the reading limit
						trySpawn();

						// A `pMapSkip` result stays in `promises` and is stepped over here. Splicing it out
						// in the worker instead would make every skip an O(n) scan and move, so a run of
						// skips would be O(n²).
						if (value === pMapSkip) {
							continue;
						}

						yield value;
					}
				} finally {
					// Stop pulling input once the consumer stops iterating, otherwise pending skipped mappers keep spawning work.
					isDone = true;

					if (!isIterableDone) {
						closeIterator(iterator);
					}
				}
			})();

			// Override `return()` and `throw()` on the generator itself instead of wrapping it, so it
			// keeps what it inherits, like `Symbol.asyncDispose` for `await using`, and `next()` stays
			// the native one. Plain functions, not `async`: the generator already returns a promise,
			// and an `async` function would wrap it in two more promises and two more microtask hops.
			const {return: generatorReturn, throw: generatorThrow} = generator;

			generator.return = value => {
				isDone = true;
				return generatorReturn.call(generator, value);
			};

			generator.throw = error => {
				isDone = true;
				return generatorThrow.call(generator, error);
			};

			return generator;
		},
	};
}

const pMapSkip = Symbol('skip');

const pMapStop = Symbol('stop');

// The checks `pMap` and `pMapIterable` share, so both reject the same input the same way.
// `mapConcurrently` runs this inside its promise, so a bad argument rejects rather than throws.
function validateOptions(iterable, mapper, concurrency) {
	// Optional chaining, so a nullish input gets this message rather than Node's internal
	// "null is not iterable".
	if (iterable?.[Symbol.iterator] === undefined && iterable?.[Symbol.asyncIterator] === undefined) {
		throw new TypeError(`Expected \`input\` to be either an \`Iterable\` or \`AsyncIterable\`, got (${typeof iterable})`);
	}

	if (typeof mapper !== 'function') {
		throw new TypeError('Mapper function is required');
	}

	if (!isLimit(concurrency, 1)) {
		throw new TypeError(`Expected \`concurrency\` to be an integer from 1 and up or \`Infinity\`, got \`${concurrency}\` (${typeof concurrency})`);
	}
}

// Whether the value is an integer from `minimum` and up, or `Infinity`, as `concurrency` and `backpressure` must be.
function isLimit(value, minimum) {
	return (Number.isSafeInteger(value) && value >= minimum) || value === Number.POSITIVE_INFINITY;
}

// Read the entries of a `Map`, or else the own enumerable keys, strings and symbols, in the order and the way `Promise.allKeyed` does, all up front. Each value gets a handler right away, also like `Promise.allKeyed`, so a value that rejects before a mapper slot reaches it is not an unhandled rejection.
function getKeyedEntries(input) {
	if (input === null || (typeof input !== 'object' && typeof input !== 'function')) {
		throw new TypeError(`Expected \`input\` to be an object, got (${input === null ? 'null' : typeof input})`);
	}

	const entries = [];

	const addEntry = (key, value) => {
		// Resolve the whole entry, so the engine checks termination after the value settles and before the mapper runs.
		entries.push(Promise.resolve(value).then(
			value => [key, {status: 'fulfilled', value}],
			error => [key, {status: 'rejected', reason: error}],
		));
	};

	if (input instanceof Map) {
		for (const [key, value] of input) {
			addEntry(key, value);
		}
	} else {
		for (const key of Reflect.ownKeys(input)) {
			if (Object.getOwnPropertyDescriptor(input, key)?.enumerable) {
				addEntry(key, input[key]);
			}
		}
	}

	return entries;
}

// Take the async iterator when the input has both, like `for await` does.
function getIterator(iterable) {
	return iterable[Symbol.asyncIterator] === undefined ? iterable[Symbol.iterator]() : iterable[Symbol.asyncIterator]();
}

// Close the source so it can release its resources, like `for await` does.
// Callers must not await this so a source that is blocked in `next()` cannot block them.
async function closeIterator(iterator) {
	try {
		await iterator.return?.();
	} catch {}
}

// Pull the next item, and stop pulling once the source has reported `done`: a source like a queue
// may block in `next()` after it is exhausted, which would hang the caller. `done` is final, like
// `for await`, so anything the source produces after it is dropped.
function createPuller(iterator) {
	let isSourceDone = false;

	// A sync iterable, like an array, answers right away, so `done` can be seen here. An async
	// iterable is seen in the `then` below, as soon as its pull settles.
	const markDone = item => {
		if (item?.done) {
			isSourceDone = true;
		}
	};

	return () => {
		if (isSourceDone) {
			return {done: true};
		}

		const result = iterator.next();
		markDone(result);

		// A sync iterable, like an array, answers right away, so `done` has been read already and
		// the result can go back untouched.
		if (typeof result?.then !== 'function') {
			return result;
		}

		// An async iterable settles later, so `done` is read off the pull once it does. That is a
		// branch of its own, which leaves the caller awaiting the pull itself rather than a promise
		// derived from it, so an async source does not pay an extra microtask per element. The
		// rejection is handled here as well as by the caller, so a pull cannot escape as an
		// unhandled rejection. A thenable that is not a promise is turned into one first, so it is
		// subscribed to once, like `for await` does, while a native promise is returned as is.
		const promise = Promise.resolve(result);
		promise.then(markDone, () => {});

		return promise;
	};
}

;// CONCATENATED MODULE: ./lib/gate.js






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
        const head = first === undefined ? [] : [await look(first)];
        return [...head, ...(await pMap(rest, look, { concurrency: MAX_CONCURRENT_CHECKS }))];
    }
    let results = await lookAtAll(subject.kind === 'paths' ? subject.paths : [subject.name]);
    for (let pause = gate_FIRST_PAUSE_MS;; pause = Math.min(2 * pause, gate_LONGEST_PAUSE_MS)) {
        const unmet = results.filter(({ met }) => !met).map(({ path }) => path);
        const left = deadline - monotonicMs();
        if (unmet.length === 0 || left <= 0) {
            return verdict(gate, results);
        }
        log_info(`Waiting: ${unmet.length} of ${results.length} not as expected, ${duration(left / 1000)} left.`);
        await (0,promises_namespaceObject.setTimeout)(Math.min(pause, left));
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

;// CONCATENATED MODULE: ./lib/token.js




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
    const { accessToken, expiresIn } = parseTokenResponse(answer);
    maskToken(accessToken);
    return {
        value: accessToken,
        expiresAt: expiresIn === undefined ? expiryClaim(accessToken) : representable(requestedAt + expiresIn),
    };
}
/**
 * Reads a successful token response. Keys may be written in any case, a missing `token_type` is forgiven, and a numeric
 * string counts as a number.
 *
 * @throws AsposeAuthError `bad-response` when it is anything else than RFC 6749, section 5.1 describes
 */
function parseTokenResponse(answer) {
    const fields = parseObject(answer);
    const accessToken = pick(fields, 'access_token', answer);
    if (typeof accessToken !== 'string' || !isTokenText(accessToken)) {
        throw badResponse(answer, 'no usable access_token');
    }
    const tokenType = pick(fields, 'token_type', answer) ?? 'Bearer';
    if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
        throw badResponse(answer, 'a token_type other than Bearer');
    }
    return { accessToken, expiresIn: parseExpiresIn(answer, fields) };
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

;// CONCATENATED MODULE: ./lib/inputs.js





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
/** Variables that would change how the runner or the later steps run. */
const RESERVED_VARIABLE = new RegExp(`^(${[
    '(GITHUB|RUNNER|ACTIONS|INPUT|STATE|LD|DYLD|BASH|GIT|NPM_CONFIG|PIP|XDG|LC)_.*|.*_PROXY',
    'NODE_(OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED)|SSL_CERT_(FILE|DIR)|CURL_CA_BUNDLE',
    'PATH|PATHEXT|HOME|CI|ENV|SHELL|SHELLOPTS|IFS|PS[0-4]|PROMPT_COMMAND|CDPATH|PWD|USER|LOGNAME|LANG',
    'TMPDIR|TEMP|TMP|COMSPEC|SYSTEMROOT|WINDIR|USERPROFILE|(LOCAL)?APPDATA|PSMODULEPATH|CLASSPATH',
    'BASHOPTS|ZDOTDIR|OPENSSL_CONF|SSH_ASKPASS|DOTNET_STARTUP_HOOKS|JAVA_HOME|SYSTEMDRIVE|PROGRAM(FILES|DATA)',
    'PYTHON(PATH|HOME|STARTUP)|PERL5(LIB|OPT)|RUBY(LIB|OPT)|(_JAVA|JDK_JAVA)_OPTIONS|JAVA_TOOL_OPTIONS',
].join('|')})$`, 'i');
const ENV_NAME = {
    is: 'a name of letters, digits and underscores, and none that changes how the runner or later steps run',
    parse: (text) => /^[A-Za-z_]\w*$/.test(text) && !RESERVED_VARIABLE.test(text) ? text : undefined,
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
function percentDecoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: ./lib/outputs.js





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

;// CONCATENATED MODULE: ./lib/credentials-hint.js



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

;// CONCATENATED MODULE: ./lib/session.js




/**
 * Starts with the given token if it is good enough, else with a requested one.
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
        try {
            token = await request(by, deadline);
            renewed = true;
            return token;
        }
        finally {
            renewal = undefined;
        }
    }
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

;// CONCATENATED MODULE: ./lib/storage.js



function createStorage({ http, session, storageUrl }, { storageName, versionId }) {
    // The service's documentation and its SDKs differ.
    const objectRoute = { spellings: ['storage/exists', 'storage/exist'] };
    const storageRoute = { spellings: ['storage/exist/storage', 'storage/exists/storage'] };
    const folderRoute = { spellings: ['folder'], orElse: ', or the folder does not exist' };
    return {
        async objectState(path) {
            const purpose = `The check of ${printable(path)}`;
            return parseObjectState(await call(objectRoute, purpose, { path, storageName, versionId }));
        },
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
    const url = new URL(storageUrl);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${spelling}`;
    url.search = parameters.join('&');
    return url;
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

;// CONCATENATED MODULE: ./lib/summary.js



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
    const storage = createStorage({ http, session, storageUrl: inputs.storageUrl }, inputs);
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
    // The toolkit's tunnel warns of itself when a proxy has a password, which helps nobody who reads a log.
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


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
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
    void Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 905)).then(({ main }) => main());
}
else {
    warnIfExpired(process.env.STATE_asposeAuthExpiresAt ?? '');
}

