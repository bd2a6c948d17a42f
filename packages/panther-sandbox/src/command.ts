import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox } from './createSandbox';
import { readArguments } from './readArguments';

async function main(): Promise<void> {
  const { host, port, token, ...options } = readArguments(
    process.argv.slice(2),
  );
  const server = createServer(createSandbox(options).app);
  server.listen(port, host);
  await once(server, 'listening');
  // A server that listens to a port has an address of this form.
  const address = server.address() as AddressInfo;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  process.stdout.write(
    `Panther sandbox: http://${shownHost}:${address.port} (token ${token})\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

main().catch((error: NodeJS.ErrnoException) => {
  if (error.name === 'UsageError') {
    process.stderr.write(
      `${error.message}\nusage: sandbox [--port 7010] [--host 127.0.0.1] [--sources 40] [--token T] [--latency ms]\n`,
    );
  } else if (error.code === 'EADDRINUSE') {
    process.stderr.write(
      'The port is taken. Choose another with --port, or 0 for any that is free.\n',
    );
  } else {
    process.stderr.write(`${error.stack}\n`);
  }
  process.exitCode = 1;
});
