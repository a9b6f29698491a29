// Serves OpenAI's API by aimock on a free loopback port, and prints its address: `node serve.mjs FOLDER`, the folder
// being the one that `install` prints. What it answers stands here; how, is aimock's. Its journal of all requests is
// at /__aimock/journal.
import { createRequire } from "node:module";
import { deflateSync } from "node:zlib";

const { LLMock } = createRequire(`${process.argv[2]}/`)("@copilotkit/aimock");

const PLACES = ["forest", "meadow", "river", "garden", "beach", "village", "lake", "farm"];

/** What the storyteller asks for: a story from its beginning, its further scenes, or one scene again. */
function story(request) {
  const said = request.messages.findLast((message) => message.role === "user").content;
  const wish = JSON.parse(said.slice(said.indexOf("{")));
  const wished = wish.outline?.characters ?? wish.characters ?? [];
  const spare = [{ name: "Mira", kind: "fox", look: "red scarf" }, { name: "Tunni", kind: "mole", look: "blue hat" }];
  const heroes = [...wished, ...spare.filter(({ name }) => wished.every((hero) => hero.name !== name))].slice(0, 2);
  const scene = (number) => ({ scene: number, text: words(number, heroes) });
  const lines = [];
  if (wish.scene) {
    lines.push(scene(wish.scene));
  } else {
    const [first, last] = [wish.next ?? 1, wish.last ?? wish.scenes];
    if (!wish.outline) lines.push({ outline: outline(heroes, last) });
    for (let number = first; number <= last; number += 1) lines.push(scene(number));
  }
  return { content: lines.map((line) => JSON.stringify(line) + "\n").join("") };
}

function outline(heroes, scenes) {
  const planned = (number) => ({
    scene: number, place: PLACES[number % PLACES.length], time: "day", who: heroes.map(({ name }) => name), feeling: "glad",
  });
  return {
    title: `${heroes[0].name} and the Kite`,
    summary: `${heroes[0].name} and ${heroes[1].name} look for a kite, and find more than that.`,
    tags: ["friends", "kite"],
    characters: heroes.map((hero) => ({
      ...hero, look: hero.look || "green coat", clothes: "a striped scarf", colours: ["red"], marks: "a white ear",
    })),
    scenes: Array.from({ length: scenes }, (_, place) => planned(place + 1)),
  };
}

function words(number, [first, second]) {
  return `${first.name} and ${second.name} came to the ${PLACES[number % PLACES.length]} and looked up. `
    + `"There it goes," said ${first.name}. "Quick, after it." The kite danced over the grass, and its tail was long. `
    + `${second.name} laughed and ran ahead. They shared a warm bun with honey and counted ${number + 2} clouds. `
    + `Then the wind turned, and both of them smiled.`;
}

/** A PNG of one colour. */
function picture(width, height, colour) {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from(colour))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc(named), named.length + 4);
  return framed;
}

/** As PNG counts it (ISO 3309). */
function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

// every request stays in the journal
const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "warn", journalMaxEntries: 0, strict: true });
mock.onImage(/./, { image: { b64Json: picture(384, 256, [222, 160, 90]).toString("base64"), revisedPrompt: "a kite" } });
mock.on({ endpoint: "chat" }, story);
const scores = { violence: 0.97, "violence/graphic": 0.4 };
mock.onModerate("thunderbolt", { flagged: true, categories: { violence: true }, category_scores: scores });
const harmless = { violence: 0.001, sexual: 0.0001 };
mock.onModerate(/^/, { flagged: false, categories: { violence: false, sexual: false }, category_scores: harmless });
console.log(await mock.start());
