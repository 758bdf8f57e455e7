/** Lists and calls the tools of a gateway: node gateway.mjs <address> <token> <client>... Prints what each found, in JSON. */
const [url, token, ...names] = process.argv.slice(2);
const found = {};
for (const name of names) {
  const { connect } = await import(`./clients/${name}.mjs`);
  const client = await connect({ url, token });
  const call = (tool, args) => client.call(tool, args).catch((error) => String(error));
  found[name] = {
    names: (await client.list()).sort(),
    structured: JSON.stringify(await call('weather_today', { city: 'Oslo' })),
    text: JSON.stringify(await call('notes_add', { text: 'Ü' })),
    error: JSON.stringify(await call('notes_fail', {})),
  };
  await client.close();
}
process.stdout.write(`${JSON.stringify(found)}\n`);
process.exit();
