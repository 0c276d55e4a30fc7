import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';

/** A pull request, with the files that its only commit adds or changes. */
interface PullRequest {
  head: string;
  base: string;
  title: string;
  body: string;
  files: Record<string, string>;
}

type Json = Record<string, unknown>;

async function bodyOf(request: IncomingMessage): Promise<Json> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text ? JSON.parse(text) : {};
}

/**
 * As much of GitHub's API as the scaffolder asks for a pull request, on
 * loopback; with one repository of one commit, and no pull request yet.
 */
export async function startFakeGithub() {
  const pullRequests: PullRequest[] = [];
  const blobs: string[] = [];
  let files: Record<string, string> = {};

  const answers: Record<string, (body: Json) => unknown> = {
    'GET ': () => ({ permissions: { push: true }, default_branch: 'main' }),
    'GET /commits': () => [{ sha: 'first', commit: { tree: { sha: 'root' } } }],
    'POST /git/blobs': ({ content }) => {
      blobs.push(Buffer.from(String(content), 'base64').toString('utf8'));
      return { sha: String(blobs.length - 1) };
    },
    'POST /git/trees': ({ tree }) => {
      files = Object.fromEntries(
        (tree as { path: string; sha: string }[]).map(({ path, sha }) => [
          path,
          blobs[Number(sha)],
        ]),
      );
      return { sha: 'tree' };
    },
    'POST /git/commits': () => ({ sha: 'second' }),
    'POST /git/refs': () => ({}),
    'POST /pulls': body => {
      const { head, base, title, body: text } = body as Record<string, string>;
      pullRequests.push({ head, base, title, body: text, files });
      return {
        number: pullRequests.length,
        html_url: `https://github.test/pull/${pullRequests.length}`,
        base: { ref: base },
      };
    },
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    const call = `${request.method} ${pathname.replace(
      /^\/repos\/[^/]+\/[^/]+/,
      '',
    )}`;
    const answer =
      pathname === '/graphql'
        ? { data: { repository: { ref: null } } }
        : answers[call]?.(body);
    response
      .writeHead(answer === undefined ? 404 : 200, {
        'content-type': 'application/json',
      })
      .end(JSON.stringify(answer ?? { message: `no ${call} here` }));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiBaseUrl: `http://127.0.0.1:${port}`,
    pullRequests,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
