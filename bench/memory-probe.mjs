// Answers the benchmark's questions from inside the measured process.
process.on('message', () => {
  // Without --expose-gc nothing is collected for the sake of the figure.
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ rss, heapUsed });
});
process.channel.unref();
