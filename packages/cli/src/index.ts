/**
 * The command line `aikit`: what the portal does with the values of a
 * workload, on files and without a portal.
 *
 * @packageDocumentation
 */
import { render } from './render';
import { UsageError } from './UsageError';

const COMMANDS: Record<string, (args: string[]) => number> = { render };

const USAGE = `Usage: aikit COMMAND [OPTION...]

  render    print the manifests of an AIKit workload as YAML documents

"aikit COMMAND --help" says what a command takes.`;

function run([name, ...args]: string[]): number {
  if (name === '-h' || name === '--help') {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (name === undefined || !Object.hasOwn(COMMANDS, name)) {
    throw new UsageError(
      name === undefined ? 'a command is needed' : `${name} is no command`,
      USAGE,
    );
  }
  return COMMANDS[name](args);
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n\n${error.usage}\n`);
  process.exitCode = 2;
}
