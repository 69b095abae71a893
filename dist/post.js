/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	// The require scope
/******/ 	var __nccwpck_require__ = {};
/******/ 	
/************************************************************************/
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
__nccwpck_require__.r(__webpack_exports__);
/*
 * The post step explains a late 401 before anyone has to wonder. It publishes nothing and never fails the job. Every job
 * pays for it, so it loads nothing, not even the toolkit.
 */
const { STATE_expiresAt: expiresAt = '', STATE_clockOffsetMs: clockOffsetMs = '' } = process.env;
// An earlier step may have set the variable to anything.
const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expiresAt);
if (isInstant && Date.parse(expiresAt) <= Date.now() + Number(clockOffsetMs)) {
  process.stdout.write(`::warning title=aspose-auth::The access token expired at ${expiresAt}, while the job was still running. A 401 after that comes from the expiry: use the action again before the steps that need a token so late.\n`);
}


module.exports = __webpack_exports__;
/******/ })()
;