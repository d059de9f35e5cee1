// The diagram as a place to work: building by mouse and by keyboard alone, several states at once, folding, finding.
import { atRest, card, drag, exported, middle, palette } from "../designer.mjs";
import { expect, test } from "../story.mjs";

/** An empty workflow: one Pass between start and end. */
async function empty(page) {
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("New workflow");
  await page.keyboard.press("Enter");
  await expect(card(page, "Pass")).toBeVisible();
}

const open = (page, definition) =>
  page.locator("input[type=file]").setInputFiles({ name: "flow.asl.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(definition, null, 2)) });
const definition = async (page) => JSON.parse(await exported(page));

/** The order machine: its way, and what the three Choices ask. */
const WAY = [
  ["Lambda: Invoke", "Validate Order"],
  ["Choice", "Order Valid?", "$.valid"],
  ["Lambda: Invoke", "Check Inventory"],
  ["Choice", "Inventory Available?", "$.available"],
  ["Lambda: Invoke", "Process Payment"],
  ["Choice", "Payment Successful?", "$.paid"],
  ["Lambda: Invoke", "Allocate Inventory"],
  ["Lambda: Invoke", "Prepare Shipment"],
  ["Lambda: Invoke", "Ship Order"],
  ["Lambda: Invoke", "Notify Customer"],
  ["Succeed", "Order Completed"],
];

/** Builds it by mouse; what is typed are names and values. Gives the number of presses and drags. */
async function byMouse(page) {
  let actions = 0;
  const name = async (text) => {
    await expect(page.getByLabel("Name of the state")).toBeFocused();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await expect(card(page, text)).toBeVisible();
  };
  const click = async (locator) => {
    actions += 1;
    await locator.click();
  };
  await click(card(page, "Pass"));
  actions += 1;
  await palette(page, "Fail").dblclick();
  await name("Order Failed");
  await click(card(page, "Pass"));
  actions += 1;
  await page.keyboard.press("Delete");
  await expect(card(page, "Pass")).toHaveCount(0);
  // The first one from the “+” on the line, the others from the palette.
  const add = page.getByRole("button", { name: "Add a state here" });
  await expect(async () => {
    // The card may still glide to its place.
    const [pill, failed] = [await page.locator(".pill").first().boundingBox(), await card(page, "Order Failed").boundingBox()];
    const [x, y] = [pill.x + pill.width / 2, (pill.y + pill.height + failed.y) / 2];
    await page.mouse.move(x, y - 3);
    await page.mouse.move(x, y);
    await expect(add).toBeVisible({ timeout: 500 });
  }).toPass();
  await click(add);
  await click(page.getByRole("option", { name: /Lambda: Invoke/ }).first());
  await name(WAY[0][1]);
  for (const [kind, called, variable] of WAY.slice(1)) {
    actions += 1;
    await palette(page, kind).dblclick();
    await name(called);
    if (!variable) continue;
    const form = page.locator(".panel--inspector");
    await click(form.getByLabel("Variable", { exact: true }));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(variable);
    actions += 1;
    await form.getByLabel("Operator").selectOption("BooleanEquals");
    await click(form.getByLabel("Value", { exact: true }));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("false");
  }
  return actions;
}

/** Builds it by keyboard alone; what is typed are names and values. Gives the number of other keys. */
async function byKeyboard(page) {
  let keys = 0;
  const press = async (...pressed) => {
    for (const key of pressed) {
      keys += 1;
      await page.keyboard.press(key);
    }
  };
  const name = async (text) => {
    await expect(page.getByLabel("Name of the state")).toBeFocused();
    await page.keyboard.type(text);
    await press("Enter");
    await expect(card(page, text)).toBeFocused();
  };
  // Letters that find something are keys, too.
  const add = async (found, text) => {
    await press("n");
    await expect(page.getByRole("dialog", { name: "Add a state" })).toBeVisible();
    await press(...found, "Enter");
    await name(text);
  };
  const FOUND = { "Lambda: Invoke": ["l", "a", "m"], Choice: ["c", "h", "o"], Succeed: ["s", "u", "c"] };
  await press("ArrowDown");
  await expect(card(page, "Pass")).toBeFocused();
  await add(["f", "a", "i"], "Order Failed");
  await press("ArrowUp");
  await expect(card(page, "Pass")).toBeFocused();
  await press("Delete");
  await expect(card(page, "Pass")).toHaveCount(0);
  for (const [kind, called, variable] of WAY) {
    await add(FOUND[kind], called);
    if (!variable) continue;
    const form = page.locator(".panel--inspector");
    await press("Enter");
    await expect(form.getByLabel("Variable", { exact: true })).toBeFocused();
    await press("ControlOrMeta+a");
    await page.keyboard.type(variable);
    await press("Tab");
    await expect(form.getByLabel("Operator")).toBeFocused();
    await page.keyboard.type("is (true");
    await expect(form.getByLabel("Operator")).toHaveValue("BooleanEquals");
    await expect(form.getByLabel("Operator")).toBeFocused();
    await press("Tab");
    await expect(form.getByLabel("Value", { exact: true })).toBeFocused();
    await page.keyboard.type("f");
    await press("Escape");
    await expect(card(page, called)).toBeFocused();
  }
  return keys;
}

test("the order machine is built from nothing by keyboard alone, and is the same", async ({ page }) => {
  test.setTimeout(180_000);
  await empty(page);
  const keys = await byKeyboard(page);
  const typed = await exported(page);
  console.log(`${keys} keys`);
  expect(keys).toBeLessThanOrEqual(160);
  await empty(page);
  await byMouse(page);
  expect(typed).toBe(await exported(page));
});

test("the order machine is built from nothing by mouse in few actions", async ({ page }) => {
  test.setTimeout(120_000);
  await empty(page);
  const actions = await byMouse(page);
  const drawn = await exported(page);
  console.log(`${actions} actions by mouse`);
  expect(actions).toBeLessThanOrEqual(45);
  const { StartAt, States } = JSON.parse(drawn);
  expect(StartAt).toBe("Validate Order");
  expect(Object.keys(States)).toHaveLength(12);
  for (const choice of ["Order Valid?", "Inventory Available?", "Payment Successful?"]) {
    expect(States[choice].Choices).toHaveLength(1);
    expect(States[choice].Choices[0]).toMatchObject({ BooleanEquals: false, Next: "Order Failed" });
  }
});

const NESTED = {
  StartAt: "Begin",
  States: {
    Begin: { Type: "Pass", Next: "Each" },
    Each: {
      Type: "Map",
      ItemProcessor: {
        ProcessorConfig: { Mode: "INLINE" },
        StartAt: "Which",
        States: {
          Which: { Type: "Choice", Choices: [{ Variable: "$.big", BooleanEquals: true, Next: "Both" }], Default: "Small" },
          Both: {
            Type: "Parallel",
            Branches: [
              { StartAt: "Left", States: { Left: { Type: "Pass", End: true } } },
              { StartAt: "Right", States: { Right: { Type: "Pass", End: true } } },
            ],
            End: true,
          },
          Small: { Type: "Pass", End: true },
        },
      },
      Next: "Finish",
    },
    Finish: { Type: "Pass", End: true },
  },
};

test("several states are chosen with a rectangle, moved into a container, and everything is undone", async ({ page }) => {
  await open(page, NESTED);
  await expect(card(page, "Left")).toBeVisible();
  const original = await exported(page);
  // From left above the first state to right below it: with Shift a rectangle, and no pan.
  const box = await card(page, "Small").boundingBox();
  await page.keyboard.down("Shift");
  const canvas = await page.locator(".canvas").boundingBox();
  await page.mouse.move(canvas.x + 12, canvas.y + 12);
  await page.mouse.down();
  await page.mouse.move(canvas.x + canvas.width - 12, canvas.y + canvas.height - 80, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(page.getByRole("heading", { name: "3 states" })).toBeVisible();
  await page.keyboard.press("Escape");
  // One by one, then all at once into a branch.
  await card(page, "Begin").click();
  await card(page, "Finish").click({ modifiers: ["Shift"] });
  await expect(page.getByRole("heading", { name: "2 states" })).toBeVisible();
  const small = { x: box.x + box.width / 2, y: box.y + box.height + 16 };
  await drag(page, await middle(card(page, "Begin")), small);
  const inner = (await definition(page)).States.Each.ItemProcessor.States;
  expect(inner.Small.Next).toBe("Begin");
  expect(inner.Begin.Next).toBe("Finish");
  await page.locator(".canvas").press("Control+z");
  expect(await exported(page)).toBe(original);
});

test("containers fold to a card and open again, and what is found in them is shown", async ({ page }) => {
  await open(page, NESTED);
  await expect(card(page, "Left")).toBeVisible();
  const before = await atRest(card(page, "Each"));
  await card(page, "Each").click();
  await page.keyboard.press("f");
  await expect(card(page, "Left")).toHaveCount(0);
  await expect(card(page, "Each")).toContainText("5 states for each item");
  const moved = async () => Math.abs((await card(page, "Each").boundingBox()).y - before.y);
  await expect.poll(moved).toBeLessThan(16);
  await page.reload();
  await expect(card(page, "Each")).toContainText("5 states for each item");
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+f");
  await page.keyboard.type('"right": {');
  await expect(page.locator(".find-bar")).toContainText("1 of 1");
  await expect(card(page, "Right")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  await expect(card(page, "Right")).toBeFocused();
});

test("a wire from a state's handle leads where it is let go, adds where there is nothing, and says why it may not", async ({ page }) => {
  await open(page, NESTED);
  await card(page, "Which").click();
  const handle = await middle(page.locator(".handle[data-kind=rule]"));
  const wire = async (to) => {
    await page.mouse.move(handle.x, handle.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 6 });
  };
  await wire(await middle(card(page, "Finish")));
  await expect(page.locator(".wire-words")).toContainText("No transition leads into or out of");
  await page.mouse.up();
  expect((await definition(page)).States.Each.ItemProcessor.States.Which.Choices).toHaveLength(1);
  await wire(await middle(card(page, "Small")));
  await expect(page.locator(".wire-words")).toContainText("Lead to Small");
  await page.mouse.up();
  const rules = (await definition(page)).States.Each.ItemProcessor.States.Which.Choices;
  expect(rules.map((rule) => rule.Next)).toEqual(["Both", "Small"]);
});

test("the outline is the diagram as a tree, by keyboard alone", async ({ page }) => {
  await open(page, NESTED);
  await page.keyboard.press("Escape");
  await page.keyboard.press("o");
  const tree = page.getByRole("tree", { name: "Outline of the workflow" });
  await expect(tree.getByRole("treeitem")).toHaveCount(12);
  await tree.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(tree.getByRole("treeitem", { selected: true })).toContainText("Each");
  await page.keyboard.press("ArrowLeft");
  await expect(tree.getByRole("treeitem")).toHaveCount(3);
  await page.keyboard.press("ArrowRight");
  await expect(tree.getByRole("treeitem")).toHaveCount(12);
  await page.keyboard.press("Escape");
  await expect(card(page, "Each")).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "All keys" })).toContainText("Choose it and all after it");
});

test("a line is pointed at and chosen by where it runs, and the ground lets go of it", async ({ page }) => {
  await open(page, NESTED);
  await expect(card(page, "Finish")).toBeVisible();
  const line = async () => {
    const [each, finish] = [await card(page, "Each").boundingBox(), await card(page, "Finish").boundingBox()];
    return { x: finish.x + finish.width / 2, y: finish.y - 11, aside: each.x - 40 };
  };
  const chosen = page.locator('path.edge[data-selected="true"]');
  await expect(async () => {
    const { x, y } = await line();
    // A few pixels beside it are near enough.
    await page.mouse.move(x + 4, y);
    await page.mouse.move(x + 3, y);
    await expect(page.locator('path.edge[data-pointed="true"]')).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await expect(page.getByRole("button", { name: "Add a state here" })).toBeVisible();
  await page.mouse.down();
  await page.mouse.up();
  await expect(chosen).toHaveCount(1);
  await expect(page.locator(".panel--inspector")).toContainText("Finish");
  const { aside, y } = await line();
  await page.mouse.click(aside, y);
  await expect(chosen).toHaveCount(0);
});

test("what cannot be seen in a name is shown, and the name itself is edited", async ({ page }) => {
  const name = "pay\u202eredro\u200b";
  await open(page, { StartAt: name, States: { [name]: { Type: "Pass", End: true } } });
  const shown = card(page, "pay⟨U+202E⟩redro⟨U+200B⟩");
  await expect(shown).toBeVisible();
  await page.keyboard.press("o");
  await expect(page.getByRole("tree", { name: "Outline of the workflow" })).toContainText("pay⟨U+202E⟩redro⟨U+200B⟩");
  await page.keyboard.press("Escape");
  await shown.dblclick();
  await expect(page.getByLabel("Name of the state")).toHaveValue(name);
  await page.keyboard.type("Pay");
  await page.keyboard.press("Enter");
  await expect(card(page, "Pay")).toBeVisible();
  expect(Object.keys((await definition(page)).States)).toEqual(["Pay"]);
});
