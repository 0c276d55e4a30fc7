import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

const TOKEN_MS = 20;

interface ChatRequest {
  model?: string;
  messages?: { role: string; content: unknown }[];
  stream?: boolean;
}

/** Answers as a container of AIKit does, which serves one model. */
export async function serveModel(
  model: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://pod').pathname;
  switch (`${request.method} ${path}`) {
    case 'GET /readyz':
    case 'GET /healthz':
      response.end('OK');
      return undefined;
    case 'GET /v1/models':
      return send(response, 200, {
        object: 'list',
        data: [{ id: model, object: 'model' }],
      });
    case 'POST /v1/chat/completions':
      return chat(model, request, response);
    default:
      return fail(response, 404, 'Resource not found');
  }
}

async function chat(
  model: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  let body: ChatRequest;
  try {
    body = (await json(request)) as ChatRequest;
  } catch {
    return fail(response, 400, 'failed parsing request body');
  }
  if (body.model && body.model !== model) {
    return fail(response, 404, `model "${body.model}" not found`);
  }
  const words = answerTo(body).split(/(?= )/);
  const head = {
    id: `chatcmpl-${Date.now().toString(36)}`,
    created: Math.floor(Date.now() / 1000),
    model,
  };
  if (body.stream) {
    return stream(response, words, {
      ...head,
      object: 'chat.completion.chunk',
    });
  }
  const prompt_tokens = JSON.stringify(body.messages ?? []).split(/\s+/).length;
  return send(response, 200, {
    ...head,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: words.join('') },
      },
    ],
    usage: {
      prompt_tokens,
      completion_tokens: words.length,
      total_tokens: prompt_tokens + words.length,
    },
  });
}

function answerTo({ messages = [] }: ChatRequest): string {
  const question = messages.at(-1)?.content;
  return `This is a simulated model. You said: ${
    typeof question === 'string' ? question : JSON.stringify(question ?? '')
  }`;
}

async function stream(response: ServerResponse, words: string[], head: object) {
  response.setHeader('content-type', 'text/event-stream');
  const chunk = (delta: object, finish_reason: string | null) =>
    response.write(
      `data: ${JSON.stringify({
        ...head,
        choices: [{ index: 0, delta, finish_reason }],
      })}\n\n`,
    );
  chunk({ role: 'assistant', content: '' }, null);
  for (const content of words) {
    await new Promise(resolve => setTimeout(resolve, TOKEN_MS));
    if (response.destroyed) {
      return;
    }
    chunk({ content }, null);
  }
  chunk({}, 'stop');
  response.end('data: [DONE]\n\n');
}

function send(response: ServerResponse, code: number, body: unknown) {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function fail(response: ServerResponse, code: number, message: string) {
  send(response, code, { error: { code, message, type: '' } });
}
