import { Program } from './Program';

describe('Program', () => {
  const programs = new Array<Program>();

  function start(script: string): Program {
    const program = Program.start('example', ['-e', script]);
    programs.push(program);
    return program;
  }

  afterEach(async () => {
    for (const program of programs.splice(0)) {
      await program.stop();
    }
  });

  it('receives and sends messages', async () => {
    const program = start(
      "process.on('message', ({ number }) => process.send(number + 1))",
    );
    const answer = program.receive<number>(10_000);
    program.send({ number: 41 });

    expect(await answer).toBe(42);
  });

  it('finds what the process prints', async () => {
    const program = start(
      "console.log('on port'); setTimeout(() => console.log('7010'), 50)",
    );

    expect(await program.print(/\d{4}/, 10_000)).toBe('7010');
  });

  it('says with its last words that a process ended', async () => {
    const program = start("console.error('out of luck'); process.exitCode = 3");

    await expect(program.receive(10_000)).rejects.toThrow(
      /^The example ended:\nout of luck/,
    );
  });

  it('says that a process is silent', async () => {
    const program = start('setInterval(() => {}, 1_000)');

    await expect(program.receive(100)).rejects.toThrow(
      'The example said nothing for 100 ms',
    );
  });

  it('ends a process, however often it is told', async () => {
    const program = start('setInterval(() => {}, 1_000)');
    await program.stop();
    await program.stop();

    await expect(program.receive(100)).rejects.toThrow('The example has ended');
  });
});
