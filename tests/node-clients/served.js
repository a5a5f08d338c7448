// `eros serve` on a temporary folder.
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');

// Whatever was built last is served; nothing is built here.
function runner() {
  const bin = path.join(root, 'src/ErosDeploy.Runner/bin');
  const built = fs.readdirSync(bin, { recursive: true })
    .filter(file => /(^|[\\/])(eros|ErosDeploy\.Runner)\.dll$/.test(file) && !/[\\/]ref(int)?[\\/]/.test(file))
    .map(file => path.join(bin, file))
    .sort((one, other) => fs.statSync(other).mtimeMs - fs.statSync(one).mtimeMs);
  if (built.length === 0) throw new Error(`no built runner under ${bin}: run dotnet build first`);
  return built[0];
}

function addressOf(server) {
  return new Promise((resolve, reject) => {
    let text = '';
    const take = chunk => {
      text += chunk;
      const found = /BIGQUERY_EMULATOR_HOST=(\S+)/.exec(text);
      if (found) resolve(found[1]);
    };
    server.stdout.on('data', take);
    server.stderr.on('data', take);
    server.once('error', reject);
    server.once('exit', code => reject(new Error(`eros serve ended with ${code}: ${text}`)));
  });
}

async function serve() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eros-node-'));
  const server = spawn('dotnet', [runner(), 'serve', path.join(folder, 'cloud'), '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const address = await addressOf(server);
  const ended = new Promise(resolve => server.once('exit', resolve));
  return { address, folder, stop: async () => {
    server.kill('SIGINT');
    await ended;
    fs.rmSync(folder, { recursive: true });
  } };
}

module.exports = { serve };
