// A teacher builds a lesson and shares it; somebody else takes it. By mouse, and by keyboard.
import { card } from "../designer.mjs";
import { expect, isComplaint, test } from "../story.mjs";

const room = (page) => page.getByRole("complementary", { name: "Learn" });
const openBuilder = async (page) => {
  await page.getByRole("button", { name: "Learn", exact: true }).click();
  await room(page).getByRole("button", { name: "Build a lesson of your own" }).click();
  await expect(room(page).getByRole("heading", { name: "Build a lesson" })).toBeVisible();
};
const OVEN = {
  StartAt: "Hot?",
  States: {
    "Hot?": { Type: "Choice", Choices: [{ Variable: "$.broken", BooleanEquals: true, Next: "Stop" }], Default: "Bake" },
    Bake: { Type: "Pass", Result: "bread", End: true },
    Stop: { Type: "Fail", Error: "Broken", Cause: "it is cold" },
  },
};
const SCENARIOS = { scenarios: [{ name: "It works", input: { broken: false } }, { name: "It is broken", input: { broken: true } }] };
const openFile = async (page, name, value) => {
  const buffer = Buffer.from(JSON.stringify(value, undefined, 2));
  await page.locator(".top-bar input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer });
};
/** Opens a part; where one was taken out, the next one is open in its place. */
const unfold = async (part) => {
  if ((await part.getAttribute("open")) === null) await part.locator("summary").click();
};
const draft = async (page) => {
  await openFile(page, "oven.json", OVEN);
  await expect(card(page, "Bake")).toBeVisible();
  await openFile(page, "scenarios.json", SCENARIOS);
};

test("a lesson is built from a workflow by mouse, shared as a link, and taken by somebody else", async ({ page, browser }) => {
  await draft(page);
  await openBuilder(page);
  await room(page).getByRole("button", { name: "Make a lesson of this workflow" }).click();
  await expect(room(page).getByText(/\d+ things are missing/)).toBeVisible();
  // What is missing leads to its field, folded in or not.
  await room(page).locator(".build-missing summary").click();
  await room(page).getByRole("button", { name: /^Predict, question 1: Why it is so/ }).click();
  await expect(room(page).locator("#build-predict-0-reason")).toBeFocused();
  await room(page).locator(".build-missing summary").click();

  await room(page).getByLabel("Title").fill("Hot bread");
  await room(page).getByLabel("The one new idea").fill("A Choice goes one way.");
  await room(page).getByLabel("What people believe instead").fill("It goes both ways.");
  await room(page).getByLabel("Story, paragraph by paragraph").fill("An oven is hot or broken.\n\nBread needs a hot one.");
  await room(page).getByLabel("What to do and look at").fill("Run both.");
  await room(page).getByLabel("What to remember").fill("One way, always.");
  // Of the questions one is kept, and gets what it lacks.
  const parts = room(page).locator(".build-part");
  const question = parts.filter({ hasText: "Which state is the last of “It works”?" });
  for (const ask of ["What comes out of “It works”?", "Which state is the last of “It is broken”?", "With which error does “It is broken” fail?"]) {
    const other = parts.filter({ hasText: ask });
    await unfold(other);
    await other.getByRole("button", { name: "Take out this question" }).click();
    await expect(other).toHaveCount(0);
  }
  await unfold(question);
  await question.getByLabel("Why it is so").fill("The oven is not broken.");
  await question.getByRole("button", { name: "Add a wrong answer" }).click();
  await question.getByLabel("A wrong answer").fill("Stop");
  await question.getByLabel("What is mistaken in it").fill("Only a broken oven stops.");
  await question.getByLabel("What is said to any other answer").fill("Follow the line of the rule.");
  await room(page).getByLabel("Goal").fill("Bake bread again.");
  await room(page).getByLabel("Hint: the first small thing").fill("Look at Bake.");
  await room(page).getByLabel("Hint: the next one").fill("Look at its Result.");
  await room(page).getByLabel("Hint: the next one").blur();
  await expect(room(page).getByText(/things? (is|are) missing/)).toBeVisible();

  // Where learners begin: the workflow, broken on the diagram.
  const broken = structuredClone(OVEN);
  broken.States.Bake.Result = "coal";
  broken.States.Stop.Error = "Cold";
  await openFile(page, "broken.json", broken);
  await expect(page.getByLabel("Workflow name")).toHaveValue("broken");
  await room(page).getByRole("button", { name: "The diagram is the start" }).click();
  await expect(room(page).getByText("Nothing is missing, and everything is as it says.")).toBeVisible();

  // A mistake that is foreseen, and what states are for: both from the diagram.
  const mistaken = structuredClone(OVEN);
  mistaken.States.Bake.Result = "toast";
  await openFile(page, "mistaken.json", mistaken);
  await room(page).getByRole("button", { name: "The diagram is a mistake to foresee" }).click();
  const mistake = parts.filter({ hasText: "A foreseen mistake · 1" });
  await unfold(mistake);
  await mistake.getByLabel("What is mistaken in it").fill("Toast is no bread.");
  await mistake.getByLabel("What is mistaken in it").blur();
  await expect(room(page).getByText("Nothing is missing, and everything is as it says.")).toBeVisible();
  await card(page, "Bake").click();
  await room(page).getByRole("button", { name: "The chosen states are a group" }).click();
  const group = parts.filter({ hasText: "What they are for" });
  await unfold(group);
  await group.getByLabel("What they are for").fill("The oven's work");
  await group.getByLabel("What they are for").blur();
  await expect(page.locator(".group__label")).toHaveText("The oven's work");
  await expect(room(page).getByText("Nothing is missing, and everything is as it says.")).toBeVisible();

  // Tried as a learner, and back.
  await room(page).getByRole("button", { name: "Try it" }).click();
  await expect(room(page).locator(".lesson-phase")).toHaveText("What it is about");
  await room(page).getByRole("button", { name: "Back to the builder" }).click();

  await room(page).getByRole("button", { name: "Share…" }).click();
  const dialog = page.getByRole("dialog", { name: "Share by a link" });
  await expect(dialog.getByText("The lessons are in the link itself")).toBeVisible();
  await expect(dialog.getByLabel("Code to embed")).toHaveCount(0);
  const link = await dialog.getByLabel("Link").inputValue();
  expect(link.length).toBeLessThan(8000);

  const elsewhere = await browser.newContext({ serviceWorkers: "block" });
  const other = await elsewhere.newPage();
  const complaints = [];
  other.on("console", (message) => isComplaint(message) && complaints.push(message.text()));
  await other.goto(link);
  await expect(room(other).getByRole("heading", { name: "Hot bread" })).toBeVisible();
  await expect(card(other, "Bake")).toBeVisible();
  await room(other).getByRole("button", { name: "Next", exact: true }).click();
  await card(other, "Stop").click();
  await room(other).getByRole("button", { name: "Check", exact: true }).click();
  await expect(room(other).getByText("Only a broken oven stops.")).toBeVisible();
  await card(other, "Bake").click();
  await room(other).getByRole("button", { name: "Check", exact: true }).click();
  await expect(room(other).getByText("The oven is not broken.")).toBeVisible();
  expect(complaints).toEqual([]);
  await elsewhere.close();
});

test("a workshop is put in order by keyboard, undone, kept over a reload, and saved as a file", async ({ page }) => {
  await draft(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Learn");
  await page.keyboard.press("Enter");
  const press = async (name) => {
    await room(page).getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  await press("Build a lesson of your own");
  await press("Make a lesson of this workflow");
  const titles = room(page).locator(".build-lesson__name");
  await expect(titles).toHaveText(["1 · oven"]);
  await press("Add a lesson of this workflow");
  await expect(titles).toHaveCount(2);
  await room(page).getByLabel("Title").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Second");
  await page.keyboard.press("Tab");
  await expect(titles).toHaveText(["1 · oven", "2 · Second"]);
  await press("Earlier: Second");
  await expect(titles).toHaveText(["1 · Second", "2 · oven"]);
  await press("Undo");
  await expect(titles).toHaveText(["1 · oven", "2 · Second"]);
  await press("Earlier: Second");
  await room(page).getByRole("textbox", { name: "Workshop" }).fill("A day of bread");
  await room(page).getByRole("textbox", { name: "Workshop" }).blur();

  await page.reload();
  await openBuilder(page);
  await expect(titles).toHaveText(["1 · Second", "2 · oven"]);
  const [download] = await Promise.all([page.waitForEvent("download"), press("Save as a file")]);
  expect(download.suggestedFilename()).toBe("a-day-of-bread.json");
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  await room(page).getByRole("button", { name: "All lessons" }).click();
  await page.locator(".top-bar input[type=file]").setInputFiles({ name: "w.json", mimeType: "application/json", buffer: Buffer.concat(chunks) });
  await expect(room(page).getByRole("heading", { name: /^A day of bread/ })).toBeVisible();
  await room(page).getByRole("region", { name: /^A day of bread/ }).getByRole("button", { name: /^oven/ }).click();
  await expect(room(page).locator(".lesson-title__name")).toHaveText("oven");
});

test("progress is saved as a file and added elsewhere", async ({ page }) => {
  await page.getByRole("button", { name: "Learn", exact: true }).click();
  await expect(room(page).getByText(/^0 of \d+ lessons done/)).toBeVisible();
  const progress = { stepwrightProgress: 1, done: ["what-happens-next"], begun: ["what-happens-next"] };
  const input = room(page).getByRole("button", { name: "Add progress from a file" }).locator("xpath=following-sibling::input[1]");
  await input.setInputFiles({ name: "p.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(progress)) });
  await expect(room(page).getByText(/^1 of \d+ lessons done/)).toBeVisible();
  await input.setInputFiles({ name: "p.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(page.locator(".notice__text")).toContainText("is not opened");
});
