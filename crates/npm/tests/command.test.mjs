// The installed command says what the native one says, on the whole gallery.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { examples, installed, natively, slugs } from "./installed.mjs";

async function same(words, input) {
  const [there, here] = await Promise.all([natively(words, input), installed(words, input)]);
  assert.deepEqual(here, there, `stepwright ${words.join(" ")}`);
  return here;
}

for (const slug of slugs) {
  test(`${slug} is simulated, tested, checked and given a policy alike`, async () => {
    const definition = `${slug}/definition.asl.json`;
    const file = `${slug}/scenarios.json`;
    for (const { name } of JSON.parse(readFileSync(`${examples}${file}`, "utf8")).scenarios) {
      const { stdout } = await same(["simulate", definition, "--mocks", file, "--test-case", name]);
      assert.match(stdout, /"events": \[/);
    }
    assert.equal((await same(["validate", definition, "--pedantic"])).code, 0);
    assert.match((await same(["test", definition, "--coverage"])).stdout, /^[1-9]\d* passed, 0 failed, 0 skipped$/m);
    await same(["test", definition, "--json"]);
    assert.match((await same(["policy", definition])).stdout, /"Statement"/);
    await same(["policy", definition, "--explain"]);
    await same(["convert", definition, "--to", "yaml"]);
  });
}

test("the other commands say the same", async () => {
  const [one, other] = ["16-order-machine", "17-order-machine-jsonata"].map((slug) => `${slug}/definition.asl.json`);
  await same(["diff", one, other, "--scenarios", "16-order-machine/scenarios.json"]);
  await same(["forecast", one, "--scenarios", "16-order-machine/scenarios.json", "--runs", "300", "--json"]);
  await same(["monitor", one, "--scenarios", "16-order-machine/scenarios.json"]);
  await same(["monitor", one, "--to", "terraform"]);
  await same(["wrap", one, "--to", "cdk-ts"]);
  await same(["convert", one, "--to", "jsonata"]);
  await same(["roundtrip", one]);
  await same(["validate", "."]);
  await same(["test", "."]);
  await same(["evaluate", "$sum(a) & '€'", "--input", '{"a": [1, 2.5]}']);
  await same(["validate", "--explain", "all"]);
});

test("files, folders and streams are those of Node.js", async () => {
  const folder = mkdtempSync(`${tmpdir()}/stepwright-`);
  const template = `${folder}/template.yaml`;
  const definition = readFileSync(`${examples}01-data-pipeline/definition.asl.json`, "utf8");
  writeFileSync(`${folder}/flow.asl.json`, definition);
  writeFileSync(template, "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      DefinitionUri: flow.asl.json\n");
  assert.match((await same(["definitions", template, "--json"])).stdout, /"StartAt"/);
  assert.match((await same(["simulate", "-"], definition)).stdout, /"status"/);
  await same(["test", "01-data-pipeline", "--junit", `${folder}/report.xml`]);
  assert.match(readFileSync(`${folder}/report.xml`, "utf8"), /<testsuite /);
  for (const [words, sentence] of [
    [["simulate", `${folder}/nothing.json`], /cannot be read: No such file or directory \(os error 2\)/],
    [["simulate", `${folder}/flow.asl.json`, "--input", `{"long": "${"x".repeat(5000)}"`], /neither a file nor JSON/],
    [["validate", folder, "--colour"], /no option `--colour`/],
    [["nonsense"], /no command `nonsense`/],
    [["test", "01-data-pipeline", "--junit", `${folder}/nowhere/report.xml`], /cannot be written/],
  ]) {
    const { code, stderr } = await same(words);
    assert.equal(code, 2);
    assert.match(stderr, sentence);
  }
});

test("data that lie as deep as the service allows are no trouble", async () => {
  const deep = `${"[".repeat(900)}${"]".repeat(900)}`;
  await same(["simulate", "01-data-pipeline/definition.asl.json", "--input", "-"], `{"deep": ${deep}}`);
});

test("what needs the gallery or a network is only in the native command, and it says so", async () => {
  const { stdout } = await installed(["help"]);
  assert.match(stdout, /^ {2}policy FILE/m);
  assert.doesNotMatch(stdout, /^ {2}(remote|examples) /m);
  for (const words of [["examples"], ["remote", "pull", "order"]]) {
    const { code, stderr } = await installed(words);
    assert.equal(code, 2);
    assert.match(stderr, /only in the native command/);
  }
});
