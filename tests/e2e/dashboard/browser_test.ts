/** The dashboard as a person uses it, in a real browser. */
import { pause } from "../../../lib/base/pause.ts";
import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { parse } from "@std/csv";
import axe from "axe-core";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { projectDir } from "../../../lib/base/settings.ts";
import { startBrowser } from "../../support/browser.ts";
import { isSlow } from "../../support/slow.ts";
import { until } from "../support/until.ts";
import { type BreakableDashboard, withBreakableDashboard } from "./with_dashboard.ts";

/** Where `--slow` leaves pictures for people to look at. */
const screenshots = join(projectDir, "data", "screenshots");

async function takePicture(page: Page, name: string): Promise<void> {
  if (!isSlow()) return;
  await Deno.mkdir(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}

const phone = { viewport: { width: 360, height: 740 } };
const desk = { viewport: { width: 1440, height: 900 } };

/** What the browser complained of, and whom it asked. */
interface Watched {
  readonly page: Page;
  readonly complaints: string[];
  readonly hosts: Set<string>;
}

/** What is tried with a dashboard, on pages that it opens. */
type Proof = (
  t: Deno.TestContext,
  dashboard: BreakableDashboard,
  open: (path: string, options?: BrowserContextOptions) => Promise<Page>,
) => Promise<void>;

/** Hands `prove` pages that are watched: none may complain, or ask anyone else. */
async function watching(
  t: Deno.TestContext,
  dashboard: BreakableDashboard,
  browser: Browser,
  prove: Proof,
): Promise<void> {
  const watched: Watched[] = [];
  await prove(t, dashboard, async (path, options = desk) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const one: Watched = { page, complaints: [], hosts: new Set() };
    watched.push(one);
    page.on("console", (line) => {
      if (["error", "warning"].includes(line.type())) one.complaints.push(line.text());
    });
    page.on("pageerror", (error) => one.complaints.push(error.message));
    page.on("request", (request) => {
      const { host, protocol } = new URL(request.url());
      if (protocol !== "blob:") one.hosts.add(host);
    });
    await page.goto(dashboard.url + path);
    return page;
  });
  for (const { page, complaints, hosts } of watched) {
    assertEquals(complaints.filter((line) => !expectedComplaint.test(line)), []);
    assertEquals([...hosts], [new URL(dashboard.url).host]);
    await page.context().close();
  }
}

/** What a browser says of an answer that is to be 400, 404 or 503, or of a stream that breaks. */
const expectedComplaint = /status of (400|404|503)|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION/;

/** Which of WCAG's rules, and of good practice, a page breaks, and where. */
async function violationsOf(page: Page): Promise<unknown[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate("axe.run()") as axe.AxeResults;
  return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
}

/** The texts that are wider than the card that they are in. */
async function sticksOut(page: Page): Promise<unknown> {
  return await page.evaluate(`[...document.querySelectorAll(".card, .figure")].flatMap((card) => {
    const right = card.getBoundingClientRect().right;
    return [...card.querySelectorAll(":not(.hidden)")]
      .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > right)
      .map(({ textContent }) => textContent);
  })`);
}

const answersHands: Proof = async (t, { url, db }, open) => {
  const top = await db.collection("analytics_trends").find({}, { sort: { rank: 1 } }).toArray();
  const textOf = (index: number) =>
    `${index + 1}. ${top[index]?.product_name}: ${top[index]?.views} views`;

  await t.step(
    "a bar says what it stands for under the pointer and by the arrow keys",
    async () => {
      const page = await open("/");
      const bars = page.locator('.chart svg:visible [data-mark="bar"] > rect');
      const tooltip = page.locator(".tooltip");
      await bars.nth(1).hover();
      assertEquals(await tooltip.textContent(), textOf(1));
      await page.mouse.move(0, 0);
      await tooltip.waitFor({ state: "hidden" });
      await page.locator(".tabs a").last().focus();
      await page.keyboard.press("Tab");
      assertEquals(await tooltip.textContent(), textOf(0));
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      assertEquals(await tooltip.textContent(), textOf(2));
      await page.keyboard.press("End");
      assertEquals(await tooltip.textContent(), textOf(9));
      const box = await tooltip.boundingBox(), bar = await bars.nth(9).boundingBox();
      assert(box && bar && box.y + box.height <= bar.y + 1, "the tooltip covers its bar");
      await page.keyboard.press("Escape");
      await tooltip.waitFor({ state: "hidden" });
      await page.keyboard.press("Tab");
      assertEquals(await page.evaluate("document.activeElement.textContent"), "CSV");
    },
  );

  await t.step("a bar says what it stands for under a finger", async () => {
    const page = await open("/", { ...phone, hasTouch: true, isMobile: true });
    await page.locator('.chart svg:visible [data-mark="bar"] > rect').nth(3).tap();
    assertEquals(await page.locator(".tooltip").textContent(), textOf(3));
  });

  await t.step("a user is chosen by the keyboard", async () => {
    const page = await open("/users");
    await page.getByRole("combobox").focus();
    await page.keyboard.type("user_12");
    await page.getByRole("option", { name: /user_120/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const id = await page.locator('[aria-selected="true"] .id').textContent();
    assertEquals(id, "user_121");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${url}/users/${id}`);
    const user = await db.collection("users").findOne({ user_id: 121 });
    assertEquals(await page.locator("h1").textContent(), user?.name);
    await page.goBack();
    await page.getByRole("heading", { name: "Users" }).waitFor();
  });

  await t.step(
    "a user is chosen by the pointer, and a search that finds none says so",
    async () => {
      const page = await open("/users/user_102");
      await page.getByRole("combobox").click();
      await page.getByRole("option", { name: /user_102/ }).waitFor();
      await page.getByRole("combobox").fill("999999");
      await page.getByText("No user's id begins like that.").waitFor();
      await page.getByRole("combobox").fill("13");
      await page.getByRole("option", { name: /user_133/ }).click();
      await page.waitForURL(`${url}/users/user_133`);
      await page.getByRole("combobox").fill("1");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("listbox").waitFor({ state: "hidden" });
    },
  );

  await t.step("what is downloaded is what the database has", async () => {
    const page = await open("/");
    const download = async (name: string) => {
      const [event] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(".downloads").getByText(name).click(),
      ]);
      assertEquals(event.suggestedFilename(), `trends.${name.toLowerCase()}`);
      return await Deno.readFile(await event.path());
    };
    const csv = new TextDecoder().decode(await download("CSV"));
    assertEquals(
      parse(csv, { skipFirstRow: true }),
      top.map(({ rank, product_name, views }) => ({
        rank: `${rank}`,
        product_name,
        views: `${views}`,
      })),
    );
    assertMatch(new TextDecoder().decode(await download("SVG")), /^<svg /);
    const png = await download("PNG");
    assertEquals([...png.subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
    const width = new DataView(png.buffer, png.byteOffset).getUint32(16);
    assertEquals(width, 2 * 960);
  });
};

const fitsEveryone: Proof = async (t, _, open) => {
  const pages = {
    trends: "/",
    table: "/?view=table",
    users: "/users",
    found: "/users?q=12",
    profile: "/users/user_102",
    missing: "/users/user_99999",
    problem: "/users?q=Karim",
  };

  await t.step(
    "nothing is wider than the page, and WCAG's rules hold, light and dark",
    async () => {
      for (const [device, size] of Object.entries({ phone, desk })) {
        for (const colorScheme of ["light", "dark"] as const) {
          for (const [name, path] of Object.entries(pages)) {
            const page = await open(path, { ...size, colorScheme });
            await takePicture(page, `${name}_${device}_${colorScheme}`);
            const width = await page.evaluate("document.documentElement.scrollWidth");
            assertEquals([name, device, width], [name, device, size.viewport.width]);
            assertEquals([name, device, await sticksOut(page)], [name, device, []]);
            assertEquals([name, device, await violationsOf(page)], [name, device, []]);
            await page.context().close();
          }
        }
      }
    },
  );

  await t.step("WCAG's rules hold for what opens, too", async () => {
    const page = await open("/users", phone);
    await page.getByRole("combobox").fill("12");
    await page.getByRole("option", { name: /user_120/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    assertEquals(await violationsOf(page), []);
    await takePicture(page, "picker_phone_light");
    await page.getByRole("combobox").fill("99999");
    await page.getByText("No user's id begins like that.").waitFor();
    assertEquals(await violationsOf(page), []);
    await page.goto(new URL("/", page.url()).href);
    await page.locator('.chart svg:visible [data-mark="bar"] > rect').first().focus();
    assertEquals(await violationsOf(page), []);
    await takePicture(page, "tooltip_phone_light");
  });

  await t.step("the chart is drawn again when its place changes", async () => {
    const page = await open("/");
    await page.setViewportSize({ width: 820, height: 900 });
    await until("the chart is as wide as its place", async () => {
      const [svg, ...more] = await page.locator(".chart svg").all();
      const place = await page.locator(".chart").boundingBox();
      const width = Number(await svg?.getAttribute("width"));
      return more.length === 0 && Math.abs(width - (place?.width ?? 0)) < 2;
    });
    assertEquals(await page.locator('.chart [data-mark="bar"] > [tabindex="0"]').count(), 1);
  });

  await t.step("everything can be reached without JavaScript", async () => {
    const page = await open("/", { ...phone, javaScriptEnabled: false });
    assertEquals(await page.locator('.chart svg:visible [data-mark="bar"] > rect').count(), 10);
    await page.getByRole("link", { name: "Table" }).click();
    assertEquals(await page.locator("tbody tr").count(), 10);
    await page.getByRole("link", { name: "Users" }).click();
    await page.getByRole("textbox").fill("12");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("link", { name: /user_121/ }).click();
    await page.getByRole("heading", { name: "Recommended for you" }).waitFor();
    assertMatch(page.url(), /\/users\/user_121$/);
    assertEquals(await page.getByRole("button", { name: "PNG" }).count(), 0);
  });

  await t.step("the first page is small, and needs no chart code", async () => {
    const page = await open("/", { viewport: { width: 1440, height: 900 } });
    await page.waitForLoadState("networkidle").catch(() => {});
    const sizes = await page.evaluate(
      `performance.getEntries().filter((entry) => entry.encodedBodySize > 0 &&
          !entry.name.includes("/events")).map(({ name, encodedBodySize }) => [name, encodedBodySize])`,
    ) as [string, number][];
    assertEquals(sizes.filter(([name]) => /draw_trends|events/.test(name)), []);
    assertLess(sizes.reduce((sum, [, bytes]) => sum + bytes, 0), 60_000);
  });
};

const followsTheDatabase: Proof = async (t, { url, set, task, db }, open) => {
  await t.step("a run of the pipeline shows up without a reload", async () => {
    const trends = await open("/"), profile = await open("/users/user_102");
    for (const page of [trends, profile]) await page.evaluate("window.sameDocument = true");
    const before = await profile.locator("h1").textContent();
    await profile.getByRole("combobox").fill("user_10");
    await task("pipeline", "--users", "200", "--seed", "7");
    const all = await db.collection("trend_breakdowns").findOne({ dimension: "all" });
    const user = await db.collection("users").findOne({ user_id: 102 });
    assert(user?.name !== before);
    await trends.getByText(all?.views.toLocaleString("en-US")).first().waitFor();
    await profile.getByRole("heading", { name: user?.name }).waitFor();
    const top = await db.collection("analytics_trends").findOne({ rank: 1 });
    await trends.locator(`[aria-label^="1. ${top?.product_name}: ${top?.views}"]:visible`)
      .waitFor();
    for (const page of [trends, profile]) {
      assertEquals(await page.evaluate("window.sameDocument"), true);
    }
    assertEquals(await profile.getByRole("combobox").inputValue(), "user_10", "was typed over");
    await trends.locator('.chart svg:visible [data-mark="bar"] > rect').first().hover();
    assertStringIncludes(
      await trends.locator(".tooltip").textContent() ?? "",
      top?.product_name,
    );
  });

  await t.step("an update takes neither the focus nor what one is typing", async () => {
    const trends = await open("/"), profile = await open("/users/user_102");
    await trends.locator('.chart svg:visible [data-mark="bar"] > rect').first().focus();
    await trends.keyboard.press("ArrowDown");
    await profile.getByRole("combobox").fill("");
    await profile.keyboard.type("user_1");
    await profile.getByRole("option").first().waitFor();
    await db.collection("analytics_trends").updateOne({ rank: 2 }, { $set: { views: 99 } });
    await db.collection("users").updateOne({ user_id: 102 }, { $set: { city: "Djanet" } });
    await trends.locator('[aria-label^="2. "][aria-label$=": 99 views"]:visible').waitFor();
    await profile.locator(".facts").getByText("Djanet").waitFor();
    const focused = "document.activeElement.getAttribute('aria-label')";
    assertMatch(String(await trends.evaluate(focused)), /^2\. .*: 99 views$/);
    assertEquals(await profile.getByRole("listbox").isVisible(), true);
    await profile.keyboard.type("03");
    assertEquals(await profile.getByRole("combobox").inputValue(), "user_103");
  });

  await t.step(
    "while the database is down pages say so, and they recover by themselves",
    async () => {
      const page = await open("/"), known = await open("/users/user_102");
      const statuses = new Map<string, Set<number>>();
      let isOver = false;
      const load = Promise.all(["/", "/users/user_102", "/users/user_150", "/users?q=1"].map(
        async (path) => {
          const seen = new Set<number>();
          statuses.set(path, seen);
          while (!isOver) {
            const response = await fetch(url + path);
            seen.add(response.status);
            const text = await response.text();
            if (response.status === 503) assertStringIncludes(text, "The database is down");
            await pause(5);
          }
        },
      ));
      try {
        await Promise.all(set.pids.map((_, member) => set.kill(member)));
        await page.getByRole("alert").waitFor();
        await known.getByRole("alert").waitFor();
        assertEquals(await page.locator(".chart svg:visible").count(), 1);
        assertEquals(await violationsOf(page), []);
        await takePicture(page, "stale_desk_light");
        const unknown = await open("/users/user_160");
        await unknown.getByRole("heading", { name: "The database is down" }).waitFor();
        assertEquals(await violationsOf(unknown), []);
        await takePicture(unknown, "down_desk_light");
        assertEquals((await fetch(`${url}/healthz`)).status, 503);
        await until("a search is refused", () => statuses.get("/users?q=1")?.has(503));
        await page.getByRole("link", { name: "Users" }).click();
        await page.getByRole("heading", { name: "The database is down" }).waitFor();

        for (const member of set.pids.keys()) await set.restart(member);
        await known.getByRole("alert").waitFor({ state: "detached", timeout: 60_000 });
        await unknown.getByRole("heading", { name: "Recommended for you" }).waitFor();
        await page.getByRole("heading", { name: "Users" }).waitFor();
        await page.getByText("Up to date").waitFor();
      } finally {
        isOver = true;
        await load;
      }
      assertEquals(
        [...new Set([...statuses.values()].flatMap((seen) => [...seen]))].sort(),
        [200, 503],
      );
      assertEquals([...statuses.get("/") ?? []], [200], "the trends are kept");
    },
  );
};

// The browser's operations and resources are its own.
Deno.test(
  "the dashboard in a browser",
  { sanitizeOps: false, sanitizeResources: false },
  (t) =>
    withBreakableDashboard({}, async (dashboard) => {
      const browser = await startBrowser();
      const proofs: readonly (readonly [title: string, prove: Proof])[] = [
        ["answers the pointer, the finger and the keyboard", answersHands],
        ["fits its place, and everyone", fitsEveryone],
        ["follows the database", followsTheDatabase],
      ];
      try {
        for (const [title, prove] of proofs) {
          await t.step({
            name: title,
            fn: (t) => watching(t, dashboard, browser, prove),
            sanitizeOps: false,
            sanitizeResources: false,
          });
        }
      } finally {
        await browser.close();
      }
    }),
);
