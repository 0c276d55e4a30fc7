import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLog, problemFilter } from './log';

const line = (level: string, message: string) =>
  `\u001b[2m2026-01-02T12:00:00.000Z\u001b[22m \u001b[34mcatalog\u001b[39m \u001b[32m${level}\u001b[39m ${message}`;

function problemsOf(...lines: string[]) {
  return lines.filter(problemFilter());
}

describe('problemFilter', () => {
  it('is silent while all is well', () => {
    expect(
      problemsOf(
        'Starting app, backend',
        '<i> [webpack-dev-server] Project is running at:',
        line('info', 'Plugin initialization started'),
        line('info', '"GET /api/catalog/entities HTTP/1.1" 500'),
        'Rspack compiled successfully',
      ),
    ).toEqual([]);
  });

  it('passes on warnings and errors of the backend, with their stack', () => {
    const warning = line('warn', 'Received 404 status');
    const error = line('error', 'It failed');
    expect(
      problemsOf(
        warning,
        line('info', 'Fine'),
        error,
        '    at somewhere (file.ts:1:1)',
        line('info', 'Fine again'),
      ),
    ).toEqual([warning, error, '    at somewhere (file.ts:1:1)']);
  });

  it('passes on what the bundler cannot build, until it can', () => {
    expect(
      problemsOf(
        'ERROR in ./src/App.tsx',
        '  × Expected a semicolon',
        'Rspack compiled with 1 error',
        'Rspack compiled successfully',
      ),
    ).toEqual([
      'ERROR in ./src/App.tsx',
      '  × Expected a semicolon',
      'Rspack compiled with 1 error',
    ]);
  });
});

describe('openLog', () => {
  it('keeps every line, and hands on the problems', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aikit-log-'));
    try {
      const path = join(folder, 'portal.log');
      const problems: string[] = [];
      const log = openLog(path, problem => problems.push(problem));
      const lines = [line('info', 'Fine'), line('error', 'It failed')];
      lines.forEach(log.write);
      log.close();
      await sleep(100);
      expect(await readFile(path, 'utf8')).toBe(`${lines.join('\n')}\n`);
      expect(problems).toEqual([lines[1]]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
