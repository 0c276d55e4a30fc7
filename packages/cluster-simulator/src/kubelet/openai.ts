import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

const TOKEN_MS = 20;
/** Families of models whose names say nothing of instructions. */
const PLAIN = ['codestral', 'qwq', 'gpt-oss', 'flux'];

type ChatRequest = { messages?: { content: string }[]; stream?: boolean };

/**
 * The name by which an image of AIKit serves its model: `llama3.1:8b` is
 * `llama-3.1-8b-instruct`.
 */
function modelOf(image: string): string {
  const [name = '', tag] = image
    .slice(image.lastIndexOf('/') + 1)
    .replace(/@.*/, '')
    .split(':');
  const [, family, version] = /^(\D*?)-?(\d.*)?$/.exec(name) ?? [];
  const kind = !PLAIN.includes(family) && 'instruct';
  return [family, version, tag !== 'latest' && tag, kind]
    .filter(Boolean)
    .join('-');
}

/** Answers as a container of an AIKit image does, which serves one model. */
export async function serveModel(
  image: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const model = modelOf(image);
  const path = new URL(request.url ?? '/', 'http://pod').pathname;
  const send = (code: number, body: object) => {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  switch (`${request.method} ${path}`) {
    case 'GET /readyz':
      response.end('OK');
      break;
    case 'GET /v1/models':
      send(200, { object: 'list', data: [{ id: model, object: 'model' }] });
      break;
    case 'POST /v1/chat/completions':
      await chat(model, (await json(request)) as ChatRequest, response);
      break;
    default:
      send(404, { error: { code: 404, message: 'Resource not found' } });
  }
}

async function chat(
  model: string,
  { messages = [], stream }: ChatRequest,
  response: ServerResponse,
) {
  const content = `This is a simulated model. You said: ${
    messages.at(-1)?.content ?? ''
  }`;
  const completion = (kind: '' | '.chunk', choice: object) =>
    JSON.stringify({
      id: 'chatcmpl-1',
      object: `chat.completion${kind}`,
      created: Math.floor(Date.now() / 1000),
      model,
      choices: [{ index: 0, finish_reason: null, ...choice }],
    });
  if (!stream) {
    const message = { role: 'assistant', content };
    response.setHeader('content-type', 'application/json');
    response.end(completion('', { message, finish_reason: 'stop' }));
    return;
  }
  const write = (choice: object) =>
    response.write(`data: ${completion('.chunk', choice)}\n\n`);
  response.setHeader('content-type', 'text/event-stream');
  write({ delta: { role: 'assistant', content: '' } });
  for (const word of content.split(/(?= )/)) {
    write({ delta: { content: word } });
    await sleep(TOKEN_MS);
  }
  write({ delta: {}, finish_reason: 'stop' });
  response.end('data: [DONE]\n\n');
}
