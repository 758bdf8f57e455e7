/** Tries one client: node probe.mjs <client> <server> <protected server> <token>. Prints what it found, in JSON. */
const [name, url, protectedUrl, token] = process.argv.slice(2);
const { connect } = await import(`./clients/${name}.mjs`);
const found = {};

async function check(what, task) {
  try {
    found[what] = (await task()) ? 'yes' : 'no';
  } catch (error) {
    found[what] = 'no';
    process.stderr.write(`${name}, ${what}: ${String(error.stack ?? error).slice(0, 500)}\n`);
  }
}

const has = (value, text) => JSON.stringify(value).includes(text);

const client = await connect({ url });
const result = (tool, args = {}) => client.call(tool, args);
if (client.list)
  await check('list', async () => (await client.list()).includes('test_simple_text'));
else found.list = 'no interface';
await check('call', async () => has(await result('test_simple_text'), 'This is a simple text'));
await check('structured', async () => has(await result('test_structured_content'), 'celsius'));
await check('image', async () => has(await result('test_image_content'), 'iVBORw0KGgo'));
await check('error', async () => {
  const shown = await result('test_error_handling').catch((error) => `${error.stdout} ${error}`);
  return has(shown, 'intentionally returns an error');
});
if (client.reportsProgress) {
  await check('progress', async () => {
    const seen = [];
    await client.call('test_tool_with_progress', {}, ({ progress }) => seen.push(progress));
    return seen.join() === '0,50,100';
  });
} else found.progress = 'no interface';
await client.close();

await check('signed in', async () => {
  const signedIn = await connect({ url: protectedUrl, token });
  const shown = await signedIn.call('test_simple_text', {});
  await signedIn.close();
  return has(shown, 'This is a simple text');
});
await check('refused without a token', async () => {
  const outcome = await connect({ url: protectedUrl }).then(
    async (open) => {
      const shown = await open.call('test_simple_text', {}).catch(() => 'refused');
      return has(shown, 'This is a simple text') ? 'served' : 'refused';
    },
    () => 'refused',
  );
  return outcome === 'refused';
});

process.stdout.write(`${JSON.stringify(found)}\n`);
process.exit();
