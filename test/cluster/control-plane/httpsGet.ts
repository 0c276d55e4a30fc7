import { get } from 'node:https';

/** The status and the body of an HTTPS answer. */
export interface HttpsAnswer {
  status: number;
  body: string;
}

/** GETs a URL whose server certificate was issued by the given authority. */
export function httpsGet(
  url: string,
  options: { ca: string; token?: string },
): Promise<HttpsAnswer> {
  const { ca, token } = options;
  return new Promise((resolve, reject) => {
    const request = get(
      url,
      {
        ca,
        agent: false,
        timeout: 5_000,
        headers: token ? { authorization: `Bearer ${token}` } : {},
      },
      response => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', chunk => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body }),
        );
        response.on('error', reject);
      },
    );
    request.on('timeout', () => request.destroy(new Error('No answer in 5 s')));
    request.on('error', reject);
  });
}
