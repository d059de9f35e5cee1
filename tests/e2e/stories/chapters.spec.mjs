// A newcomer goes through whole chapters: the first by mouse, the second by keyboard alone. The lessons' own files say what is right.
import { readdirSync, readFileSync } from "node:fs";
import { card, chooseScenario, run } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const FOLDER = new URL("../../../crates/lessons/lessons/", import.meta.url);
const chapter = (name) =>
  readdirSync(new URL(`${name}/`, FOLDER))
    .filter((file) => file !== "chapter.json")
    .sort()
    .map((file) => JSON.parse(readFileSync(new URL(`${name}/${file}`, FOLDER), "utf8")));

const room = (page) => page.getByRole("complementary", { name: "Learn" });
const phaseOf = (page) => room(page).locator(".learn-body").getAttribute("data-page");

/** A definition as lessons write it: whole, or from another one with fields set and removed. */
function written(lesson, task, definition) {
  if (!definition.from) return definition;
  const bases = { workflow: lesson.workflow, start: lesson[task].start, solution: lesson[task].solution };
  const made = structuredClone(written(lesson, task, bases[definition.from]));
  const at = (pointer) => {
    const names = pointer.slice(1).split("/").map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = names.pop();
    return [names.reduce((object, name) => (object[name] ??= {}), made), last];
  };
  for (const pointer of definition.remove ?? []) {
    const [object, name] = at(pointer);
    delete object[name];
  }
  for (const [pointer, value] of Object.entries(definition.set ?? {})) {
    const [object, name] = at(pointer);
    object[name] = value;
  }
  return made;
}

/** What is typed into the field of an answer. */
const typed = ({ kind, answer }) => (kind === "text" ? answer : JSON.stringify(answer));

/** The run has been played to its end. */
const isOver = (page) => expect(page.locator(".verdict").first()).toBeVisible({ timeout: 20_000 });

/** Goes through a lesson, page by page, as `hands` does things. */
async function goThrough(page, lesson, hands) {
  await expect(room(page).getByRole("heading", { name: lesson.title })).toBeVisible();
  const count = (await room(page).locator(".lesson-title__page").count()) - 1;
  let asked = 0;
  for (let number = 0; number <= count; number += 1) {
    await expect(room(page).locator(".lesson-foot__count")).toHaveText(`${number + 1} of ${count + 1}`);
    const phase = await phaseOf(page);
    if (phase === "run") {
      await hands.press(room(page).getByRole("button", { name: lesson.scenarios[0].name, exact: true }));
      await isOver(page);
    }
    if (phase === "predict" || phase === "investigate") {
      const list = phase === "predict" ? lesson.predict : lesson.investigate;
      if (number === 1 || (phase === "investigate" && asked >= lesson.predict.length && asked < 100)) asked = phase === "predict" ? 0 : 100;
      const question = list[asked % 100];
      asked += 1;
      await expect(room(page).getByText("Check", { exact: true })).toBeVisible();
      await hands.answer(question);
      await hands.press(room(page).getByRole("button", { name: "Check", exact: true }));
      await expect(room(page).locator(".said"), question.ask).toHaveAttribute("data-tone", "right");
    }
    if (phase === "modify" || phase === "make") {
      await hands.write(written(lesson, phase, lesson[phase].solution));
      await hands.press(room(page).getByRole("button", { name: "Check my workflow" }));
      await expect(room(page).locator(".said"), lesson[phase].goal).toHaveAttribute("data-tone", "right");
    }
    const next = number < count ? "Next" : "Next lesson";
    await hands.press(room(page).getByRole("button", { name: next, exact: true }));
  }
}

/** A hand on the mouse; what has to be typed is typed. */
const mouse = (page) => ({
  press: (button) => button.click(),
  async answer(question) {
    const { kind, answer, scenario } = question;
    if (kind === "state") await card(page, answer).click();
    else if (kind === "choice") await room(page).getByLabel(answer, { exact: true }).check();
    else if (kind === "place") {
      if (scenario) {
        await chooseScenario(page, scenario);
        await run(page);
      }
      await card(page, answer.state).click();
      await expect(room(page).getByText("You look at")).toContainText(answer.state);
    } else await room(page).locator("#lesson-json, #lesson-number, #lesson-text").fill(typed(question));
  },
  async write(definition) {
    await page.getByRole("button", { name: "Code", exact: true }).click();
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(JSON.stringify(definition, null, 2));
    await page.getByRole("button", { name: "Design", exact: true }).click();
  },
});

/** Ten fingers on the keyboard. */
function keyboard(page) {
  const has = (locator) => locator.evaluate((element) => element === document.activeElement || element.contains(document.activeElement));
  const tabTo = async (locator) => {
    await expect(locator).toBeVisible();
    for (let turn = 0; turn < 300; turn += 1) {
      if (await has(locator)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`not reached by Tab: ${locator}`);
  };
  const command = async (words) => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
  };
  return {
    command,
    async press(button) {
      await tabTo(button);
      await page.keyboard.press("Enter");
    },
    async answer(question) {
      const { kind, answer, scenario } = question;
      if (kind === "state") {
        await tabTo(room(page).locator("#lesson-state"));
        await page.keyboard.type(answer);
      } else if (kind === "choice") {
        const wanted = room(page).getByLabel(answer, { exact: true });
        await tabTo(room(page).locator(".options"));
        await page.keyboard.press("Space");
        for (let turn = 0; turn < 8 && !(await wanted.isChecked()); turn += 1) await page.keyboard.press("ArrowDown");
      } else if (kind === "place") {
        if (scenario) {
          await tabTo(page.getByLabel("Scenario", { exact: true }));
          await page.keyboard.type(scenario);
          await page.keyboard.press("ControlOrMeta+Enter");
          await isOver(page);
        }
        await tabTo(page.getByRole("tree", { name: /Steps/ }));
        await page.keyboard.press("Home");
        const looked = room(page).getByText("You look at");
        for (let turn = 0; turn < 60 && !(await looked.textContent()).includes(answer.state); turn += 1) await page.keyboard.press("ArrowDown");
      } else {
        await tabTo(room(page).locator("#lesson-json, #lesson-number, #lesson-text"));
        await page.keyboard.press("ControlOrMeta+a");
        await page.keyboard.insertText(typed(question));
      }
    },
    async write(definition) {
      await command("Show the code");
      await expect(page.locator(".cm-content")).toBeVisible();
      await tabTo(page.locator(".code__editor"));
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(JSON.stringify(definition, null, 2));
      await command("Show the diagram");
    },
  };
}

test("a newcomer goes through the first chapter by mouse", async ({ page }) => {
  test.setTimeout(360_000);
  await page.getByRole("button", { name: "Learn", exact: true }).click();
  await room(page).getByRole("button", { name: "Start", exact: true }).click();
  for (const lesson of chapter("1-first-steps")) await goThrough(page, lesson, mouse(page));
  await room(page).getByRole("button", { name: "All lessons" }).first().click();
  await expect(room(page).getByText("4 of 34 lessons done")).toBeVisible();
});

test("a newcomer goes through the second chapter by keyboard alone", async ({ page }) => {
  test.setTimeout(480_000);
  const hands = keyboard(page);
  const lessons = chapter("2-data");
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await hands.command("Learn");
  await hands.press(room(page).getByRole("button", { name: new RegExp(`^${lessons[0].title}`) }));
  for (const lesson of lessons) await goThrough(page, lesson, hands);
  await hands.press(room(page).getByRole("button", { name: "All lessons" }).first());
  await expect(room(page).getByText("6 of 34 lessons done")).toBeVisible();
});
