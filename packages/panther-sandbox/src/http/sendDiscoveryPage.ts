import type { Request, Response } from 'express';

/**
 * The page of Panther's Console in which its MCP server looks for the address of the API. Of the
 * settings there only the one that it reads is known to still exist.
 */
export function sendDiscoveryPage(request: Request, response: Response): void {
  const root = `${request.protocol}://${request.get('host')}${request.baseUrl}`;
  const settings = {
    WEB_APPLICATION_GRAPHQL_API_ENDPOINT: `${root}/internal/graphql`,
  };
  // No `<` may end the script element early.
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  response
    .type('html')
    .send(
      `<!doctype html><title>Panther sandbox</title>` +
        `<script id="__PANTHER_CONFIG__" type="application/json">${json}</script>` +
        `<p>A stand-in Panther tenant.</p>`,
    );
}
