// Outlives the process that started it by a moment, to clean up after it: when
// its standard input ends, for whatever reason (a proper stop, process.exit, a
// signal, a kill -9), it kills the processes it was told of and removes the
// folder given as its argument. Input: lines "+<pid>" and "-<pid>".
const fs = require('node:fs');
const readline = require('node:readline');

const [folder] = process.argv.slice(2);
const pids = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {});
}

const lines = readline.createInterface({ input: process.stdin });
lines.on('line', line => {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) {
    pids.add(pid);
  } else {
    pids.delete(pid);
  }
});
lines.on('close', () => {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
});
