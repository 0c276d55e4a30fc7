import { readFileSync } from 'node:fs';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials, TestBackend } from '@backstage/backend-test-utils';
import { parse } from 'yaml';

/** A template of this repository, by the name of its folder. */
export function readTemplate(name: string) {
  return parse(
    readFileSync(
      resolve(__dirname, `../../../../templates/${name}/template.yaml`),
      'utf8',
    ),
  );
}

async function ask({ server }: TestBackend, path: string, body?: object) {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(
    `http://localhost:${port}/api/scaffolder/v2/${path}`,
    {
      method: body ? 'POST' : 'GET',
      headers: {
        'content-type': 'application/json',
        authorization: mockCredentials.user.header(),
      },
      ...(body && { body: JSON.stringify(body) }),
    },
  );
  return response.json();
}

/** How a task has ended. */
export interface EndedTask {
  status: string;
  /** All events, as text. */
  log: string;
  /** `output` of the template, rendered; of a completed task only. */
  output: {
    links: { title: string; url?: string; entityRef?: string }[];
    text: { title: string; content: string }[];
  };
}

/**
 * Runs a template to its end, not dry.
 *
 * @param backend - with the scaffolder, and the template in its catalog
 */
export async function runTemplate(
  backend: TestBackend,
  name: string,
  values: object,
): Promise<EndedTask> {
  const { id } = await ask(backend, 'tasks', {
    templateRef: `template:default/${name}`,
    values,
  });
  for (;;) {
    const { status } = await ask(backend, `tasks/${id}`);
    if (['completed', 'failed', 'cancelled'].includes(status)) {
      const events: { body: { output?: EndedTask['output'] } }[] = await ask(
        backend,
        `tasks/${id}/events`,
      );
      const output = events.find(({ body }) => body.output)?.body.output;
      return {
        status,
        log: JSON.stringify(events),
        output: output ?? { links: [], text: [] },
      };
    }
    await sleep(50);
  }
}
