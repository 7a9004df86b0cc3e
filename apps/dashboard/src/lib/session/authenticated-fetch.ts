/** Where the tokens come from. */
export interface Tokens {
  token(): Promise<string>;
  renewed(refused: string): Promise<string>;
}

function withToken(request: Request, token: string): Request {
  const headers = new Headers(request.headers);
  headers.set('authorization', `Bearer ${token}`);
  return new Request(request, { headers });
}

/** A `fetch` that signs each request, and repeats it once, body and all, when its token was refused. */
export function authenticatedFetch(tokens: Tokens, send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const spare = request.clone();
    const token = await tokens.token();
    const response = await send(withToken(request, token));
    if (response.status !== 401) return response;
    return send(withToken(spare, await tokens.renewed(token)));
  };
}
