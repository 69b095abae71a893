/** Does with the emulator's storage all that the vendor's Node SDK can. It is copied to where that is installed. */
const assert = require('node:assert/strict');
const { createReadStream, writeFileSync } = require('node:fs');
const { StorageApi } = require('@asposecloud/aspose-html-cloud');

const { EMULATOR_URL: url, EMULATOR_CLIENT_ID: id, EMULATOR_CLIENT_SECRET: secret } = process.env;
const CONTENT = Buffer.from(Array.from({ length: 25_600 }, (_, index) => index % 256));

let storage;

/** Calls a method of the SDK, which takes a callback at the end. */
function call(method, ...parameters) {
  return new Promise((resolve, reject) => {
    storage[method](...parameters, (error, data, response) => {
      if (error) reject(error);
      else resolve(data ?? response.body);
    });
  });
}

async function exists(path, options = {}) {
  const { exists, isFolder } = await call('objectExists', path, options);
  return { exists, isFolder };
}

function step(name) {
  console.log(`  ${name}`);
}

async function main() {
  step('token');
  storage = new StorageApi({
    basePath: `${url}/v4.0`,
    authPath: `${url}/connect/token`,
    apiKey: secret,
    appSID: id,
    defaultUserAgent: 'sdk',
  });

  step('storage exists');
  assert.equal((await call('storageExists', 'emulator')).exists, true);
  assert.equal((await call('storageExists', 'other')).exists, false);

  step('create folder');
  await call('createFolder', '/sdk/sub folder', {});
  assert.deepEqual(await exists('/sdk/sub folder'), { exists: true, isFolder: true });

  step('upload');
  writeFileSync('a b & c.html', CONTENT);
  const upload = await call('uploadFile', '/sdk', createReadStream('a b & c.html'), {});
  assert.deepEqual({ ...upload }, { uploaded: ['a b & c.html'], errors: [] });

  step('exists');
  const path = '/sdk/a b & c.html';
  assert.deepEqual(await exists(path), { exists: true, isFolder: false });
  const elsewhere = await exists(path, { storageName: 'other' });
  assert.deepEqual(elsewhere, { exists: false, isFolder: false });
  assert.deepEqual(await exists('/sdk/missing.html'), { exists: false, isFolder: false });

  step('list with sizes and dates');
  const { value } = await call('getFilesList', '/sdk', {});
  const [file, subFolder] = value;
  const { modifiedDate, ...row } = file;
  assert.deepEqual(row, { name: 'a b & c.html', isFolder: false, size: CONTENT.length, path });
  assert.ok(Math.abs(Date.now() - modifiedDate) < 60_000, String(modifiedDate));
  assert.deepEqual([subFolder.name, subFolder.isFolder], ['sub folder', true]);

  step('download');
  assert.ok(CONTENT.equals(await call('downloadFile', path, {})));

  step('disc usage');
  const { usedSize, totalSize } = await call('getDiscUsage', {});
  assert.equal(usedSize, CONTENT.length);
  assert.ok(totalSize > usedSize);

  step('delete file');
  await call('deleteFile', path, {});
  assert.deepEqual(await exists(path), { exists: false, isFolder: false });
  await assert.rejects(call('downloadFile', path, {}), { status: 404 });

  step('delete folder');
  await assert.rejects(call('deleteFolder', '/sdk', {}), { status: 409 });
  await call('deleteFolder', '/sdk', { recursive: true });
  assert.deepEqual(await exists('/sdk'), { exists: false, isFolder: false });
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
