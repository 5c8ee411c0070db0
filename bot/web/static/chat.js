/* The page's own half of the chat. Without it every phone is a plain form.
 *
 * What a person wrote is remembered in this tab only (sessionStorage, two hours), never asked back
 * from the server. A message keeps its id until the server has said 202, so repeating it on a bad
 * line is harmless.
 */
"use strict";
(() => {
  const WINDOW = 2 * 3600 * 1000;
  const POLL = 8000;
  const HELLO = 10000; // a proxy that buffers streams never lets the greeting through
  const PHOTO_SIDE = 1600;
  const MAX_FILE = 16 * 1024 * 1024;
  const VOICE_SECONDS = 300;
  const phones = new Map();
  const demo = document.body.classList.contains("demo");
  const scope = demo ? "all" : "me";
  // clocks of telephones are often wrong: order by the server's
  const skew = Date.parse(document.body.dataset.now) - Date.now();

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");
  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
  });

  class Phone {
    constructor(section, before) {
      this.section = section;
      this.slot = section.dataset.slot;
      this.words = JSON.parse(section.dataset.words);
      this.store = `baraza:${this.slot}:${section.dataset.key}`;
      this.log = section.querySelector(".log");
      this.list = section.querySelector(".letters");
      this.notice = section.querySelector(".notice");
      this.composer = section.querySelector(".composer");
      this.box = this.composer.elements.text;
      this.seen = new Set();
      this.items = before ? before.items : this.remembered();
      if (before) before.gone = true;
      this.list.querySelectorAll("[data-id]").forEach((row) => this.adopt(row));
      this.items.forEach((item) => this.draw(item, true));
      this.wire();
      this.deliver();
      phones.set(this.slot, this);
    }

    /* Memory ---------------------------------------------------------------------------------- */
    remembered() {
      try {
        return JSON.parse(sessionStorage.getItem(this.store) || "[]")
          .filter((item) => item.at > Date.now() + skew - WINDOW);
      } catch {
        return [];
      }
    }

    remember() {
      const kept = this.items.filter((item) => !item.file || item.state === "sent")
        .map(({ file, picture, row, ...rest }) => rest);
      try {
        sessionStorage.setItem(this.store, JSON.stringify(kept));
      } catch {
        // a full or forbidden store: the page still has them in memory
      }
    }

    forgetOld() {
      const oldest = Date.now() + skew - WINDOW;
      this.list.querySelectorAll("[data-at]").forEach((row) => {
        if (Date.parse(row.dataset.at) < oldest) row.remove();
      });
      this.items = this.items.filter((item) => item.at > oldest);
      this.remember();
    }

    /* What Baraza says ------------------------------------------------------------------------ */
    adopt(row) {
      this.seen.add(row.dataset.id);
      this.stamp(row, row.dataset.at);
      const choices = row.querySelector(".choices");
      if (choices) this.wireChoices(choices);
    }

    letter(letter) {
      if (this.seen.has(letter.id)) return;
      this.seen.add(letter.id);
      const row = make("li", "letter theirs fresh");
      row.dataset.id = letter.id;
      row.dataset.at = letter.at;
      const bubble = make("div", "bubble");
      bubble.lang = letter.language;
      bubble.dir = letter.direction;
      bubble.append(make("span", "unseen", `${this.words.us}: `), letter.text);
      row.append(bubble);
      if (letter.buttons.length) {
        const choices = make("form", "choices");
        choices.lang = letter.language;
        choices.dir = letter.direction;
        for (const { label, token } of letter.buttons) {
          const button = make("button", "", label);
          button.name = "token";
          button.value = token;
          choices.append(button);
        }
        row.append(choices);
        this.wireChoices(choices);
      }
      this.stamp(row, letter.at);
      this.list.append(row);
      this.follow();
      markNews(this.slot);
    }

    wireChoices(form) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const button = event.submitter;
        if (!button) return;
        form.classList.add("answered");
        form.querySelectorAll("button").forEach(
          (one) => one.setAttribute("aria-pressed", String(one === button)));
        this.say({ token: button.value }, button.textContent);
      });
    }

    stamp(row, at, more) {
      let stamp = row.querySelector(".stamp");
      if (!stamp) {
        stamp = make("span", "stamp");
        row.append(stamp);
      }
      const time = new Date(at).toLocaleTimeString(this.section.lang || undefined,
        { hour: "2-digit", minute: "2-digit" });
      stamp.textContent = more ? `${time} · ${more}` : time;
    }

    /* What the person says -------------------------------------------------------------------- */
    say(body, label, file, picture) {
      const item = { id: newId(), body, label, at: Date.now() + skew, state: "waiting", file, picture };
      this.items.push(item);
      this.remember();
      if (label) this.draw(item);
      this.follow(true);
      this.deliver();
    }

    draw(item, byTime) {
      if (!item.label) return;
      const row = make("li", byTime ? "letter mine" : "letter mine fresh");
      row.dataset.at = new Date(item.at).toISOString();
      const bubble = make("div", "bubble");
      bubble.dir = "auto";
      bubble.append(make("span", "unseen", `${this.words.you}: `));
      if (item.picture) {
        const shown = make(item.body.kind === "voice" ? "audio" : "img");
        shown.src = item.picture;
        if (shown.tagName === "AUDIO") {
          shown.controls = true;
          shown.setAttribute("aria-label", item.label);
        } else {
          shown.alt = item.label;
          shown.addEventListener("load", () => this.follow());
        }
        bubble.append(shown);
      } else {
        bubble.append(item.label);
      }
      row.append(bubble);
      item.row = row;
      this.tell(item);
      const later = byTime && [...this.list.children].find(
        (other) => Date.parse(other.dataset.at) > item.at);
      this.list.insertBefore(row, later || null);
    }

    tell(item) {
      if (!item.row) return;
      item.row.classList.toggle("failed", item.state === "failed");
      const word = { waiting: "waiting", sent: "sent", failed: "not-sent" }[item.state];
      this.stamp(item.row, item.at, this.words[word]);
    }

    async deliver() {
      if (this.delivering) return;
      this.delivering = true;
      let wait = 1000;
      let item;
      while (!this.gone && (item = this.items.find((one) => one.state === "waiting"))) {
        const answer = await this.post(item);
        if (this.gone) return;
        if (answer.done) {
          item.state = answer.ok ? "sent" : "failed";
          this.say_notice(answer.ok ? "" : answer.text);
          this.tell(item);
          this.remember();
          wait = 1000;
          if (answer.ok) connect();
          if (answer.ok && item.afterwards) item.afterwards();
        } else {
          this.say_notice(answer.text);
          await pause(wait);
          wait = Math.min(wait * 2, 30000);
        }
      }
      this.delivering = false;
    }

    async post(item) {
      const headers = { Accept: "application/json" };
      let body;
      if (item.file) {
        body = new FormData();
        for (const [name, value] of Object.entries(item.body)) body.append(name, value);
        body.append("id", item.id);
        body.append("file", item.file, "file");
      } else {
        headers["Content-Type"] = "application/json";
        body = JSON.stringify({ id: item.id, ...item.body });
      }
      let response;
      try {
        response = await fetch(`/chat/${this.slot}/send`, { method: "POST", headers, body });
      } catch {
        return { done: false, text: this.words.offline };
      }
      if (response.ok) return { done: true, ok: true };
      let text = this.words.error;
      try {
        text = (await response.json()).text || text;
      } catch {
        // something between us and the server answered in its own words
      }
      const later = response.status >= 500 || response.status === 408 || response.status === 429;
      return { done: !later, ok: false, text };
    }

    say_notice(text) {
      this.notice.textContent = text;
      this.notice.hidden = !text;
    }

    follow(always) {
      // the log is reversed: 0 is its end, what is above counts down; nobody is torn from reading
      if (always || Math.abs(this.log.scrollTop) < 160) this.log.scrollTop = 0;
    }

    /* Controls -------------------------------------------------------------------------------- */
    wire() {
      this.composer.addEventListener("submit", (event) => {
        event.preventDefault();
        const text = this.box.value;
        if (!text.trim()) return;
        this.box.value = "";
        this.grow();
        this.say({ text }, text);
      });
      this.box.addEventListener("input", () => this.grow());
      this.box.addEventListener("keydown", (event) => {
        const touch = matchMedia("(pointer: coarse)").matches;
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !touch) {
          event.preventDefault();
          this.composer.requestSubmit();
        }
      });
      this.section.querySelector(".tries")?.addEventListener("submit", (event) => {
        event.preventDefault();
        if (event.submitter) this.say({ text: event.submitter.value }, event.submitter.value);
      });
      this.section.querySelector(".language select").addEventListener("change", (event) => {
        this.say({ token: event.target.value }, "");
        this.items[this.items.length - 1].afterwards = () => redraw(this.slot, true);
      });
      this.section.querySelector(".person select")?.addEventListener("change", (event) => {
        this.changePerson(event.target.value);
      });
      this.section.querySelector(".leave")?.addEventListener("submit", (event) => {
        event.preventDefault();
        leave();
      });
      const photo = this.composer.elements.file;
      photo.accept = "image/*";
      photo.addEventListener("change", () => {
        if (photo.files[0]) this.sendPhoto(photo.files[0]);
        photo.value = "";
      });
      this.wireVoice();
      this.wirePlace();
    }

    grow() {
      this.box.style.height = "auto";
      this.box.style.height = `${Math.min(this.box.scrollHeight + 2, 144)}px`;
    }

    async changePerson(person) {
      const response = await fetch(`/demo/${this.slot}/person`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ person }),
      }).catch(() => null);
      if (response?.ok) await redraw(this.slot, false);
      else this.say_notice(this.words[response ? "error" : "offline"]);
    }

    async sendPhoto(file) {
      // smaller, and without the place that the camera wrote into it
      const small = await shrink(file);
      if (small.size > MAX_FILE) {
        this.say_notice(this.words["too-large"]);
        return;
      }
      this.say({ kind: "photo", text: this.takeCaption() }, this.words["photo-sent"], small,
        URL.createObjectURL(small));
    }

    takeCaption() {
      const caption = this.box.value;
      this.box.value = "";
      this.grow();
      return caption;
    }

    wireVoice() {
      const button = this.section.querySelector(".voice");
      if (!window.MediaRecorder || !navigator.mediaDevices?.getUserMedia) return;
      button.hidden = false;
      let recorder;
      const show = (recording) => {
        button.setAttribute("aria-pressed", String(recording));
        const name = this.words[recording ? "voice-stop" : "voice"];
        button.setAttribute("aria-label", name);
        button.title = name;
      };
      button.addEventListener("click", async () => {
        if (recorder) {
          recorder.stop();
          return;
        }
        let sound;
        try {
          sound = await navigator.mediaDevices.getUserMedia({ audio: true });
        } catch {
          button.hidden = true; // not allowed, or no microphone: writing remains
          return;
        }
        const parts = [];
        recorder = new MediaRecorder(sound, { audioBitsPerSecond: 24000 });
        recorder.ondataavailable = (event) => {
          parts.push(event.data);
          const seconds = String(parts.length % 60).padStart(2, "0");
          button.dataset.time = `${Math.floor(parts.length / 60)}:${seconds}`;
        };
        recorder.onstop = () => {
          sound.getTracks().forEach((track) => track.stop());
          const file = new Blob(parts, { type: recorder.mimeType });
          recorder = undefined;
          delete button.dataset.time;
          show(false);
          if (file.size) {
            this.say({ kind: "voice" }, this.words["voice-note"], file, URL.createObjectURL(file));
          }
        };
        recorder.start(1000); // a part each second, which counts them
        show(true);
        const current = recorder;
        setTimeout(() => current.state === "recording" && current.stop(), VOICE_SECONDS * 1000);
      });
    }

    wirePlace() {
      const button = this.section.querySelector("button.place");
      if (!navigator.geolocation || !window.isSecureContext) return;
      button.hidden = false;
      button.addEventListener("click", () => {
        button.disabled = true;
        navigator.geolocation.getCurrentPosition(
          ({ coords }) => {
            button.disabled = false;
            this.say({ lat: coords.latitude, lon: coords.longitude }, this.words["place-sent"]);
          },
          () => { button.hidden = true; },
          { enableHighAccuracy: true, timeout: 30000, maximumAge: 60000 },
        );
      });
    }
  }

  async function shrink(file) {
    try {
      const image = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, PHOTO_SIDE / Math.max(image.width, image.height));
      const canvas = make("canvas");
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
      return small || file;
    } catch {
      return file; // the server draws it anew in any case
    }
  }

  /* The server's half: a stream, or asking again and again ------------------------------------- */
  let source;
  let last = "";
  let polling;

  function receive(letter) {
    if (letter.id > last) last = letter.id;
    phones.get(letter.slot)?.letter(letter);
  }

  function connect() {
    if (source || document.hidden || !window.EventSource) {
      if (!window.EventSource) poll();
      return;
    }
    const stream = source = new EventSource(`/chat/${scope}/stream`);
    const deaf = setTimeout(() => { disconnect(); poll(); }, HELLO);
    stream.addEventListener("hello", () => { clearTimeout(deaf); clearTimeout(polling); });
    stream.onmessage = (event) => receive(JSON.parse(event.data));
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) {
        clearTimeout(deaf);
        if (source === stream) source = undefined;
        poll();
      }
    };
  }

  function disconnect() {
    source?.close();
    source = undefined;
  }

  async function look() {
    const response = await fetch(`/chat/${scope}/letters?after=${last}`).catch(() => null);
    if (!response?.ok) return true;
    const { known, letters } = await response.json();
    letters.forEach(receive);
    return known;
  }

  function poll() {
    clearTimeout(polling);
    polling = setTimeout(async () => {
      if (!document.hidden && (await look())) poll();
    }, POLL);
  }

  async function start() {
    if (await look()) connect();
  }

  /* A phone drawn anew: another language, another person --------------------------------------- */
  async function redraw(slot, keep) {
    const response = await fetch("/", { cache: "no-store" }).catch(() => null);
    if (!response?.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const section = document.importNode(fresh.getElementById(slot), true);
    const old = phones.get(slot);
    if (!keep) old.gone = true;
    old.section.replaceWith(section);
    if (!demo) {
      document.documentElement.lang = fresh.documentElement.lang;
      document.documentElement.dir = fresh.documentElement.dir;
      document.title = fresh.title;
    }
    new Phone(section, keep ? old : undefined);
    section.querySelector(keep ? ".language select" : ".person select").focus();
    watch(section);
    disconnect();
    start();
  }

  function leave() {
    sessionStorage.clear();
    for (const phone of phones.values()) {
      phone.gone = true;
      phone.section.remove();
    }
    disconnect();
    fetch("/leave", { method: "POST", keepalive: true, redirect: "manual" }).catch(() => null);
    location.replace("/left");
  }

  /* Tabs of small screens ---------------------------------------------------------------------- */
  const tabs = new Map([...document.querySelectorAll("[data-tab]")].map((a) => [a.dataset.tab, a]));
  const observer = window.IntersectionObserver && new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const tab = tabs.get(target.id);
      if (!tab) continue;
      tab.toggleAttribute("aria-current", isIntersecting);
      if (isIntersecting) {
        tab.setAttribute("aria-current", "true");
        tab.classList.remove("news");
      }
    }
  }, { threshold: 0.6 });
  const watch = (section) => observer?.observe(section);

  function markNews(slot) {
    const tab = tabs.get(slot);
    if (tab && !tab.hasAttribute("aria-current")) tab.classList.add("news");
  }

  document.documentElement.classList.add("live");
  document.querySelectorAll(".phone").forEach((section) => {
    new Phone(section);
    watch(section);
  });
  // browsers allow six streams to a host: a page nobody sees does not need one
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) disconnect();
    else start();
  });
  // a page that comes out of the browser's memory has to look whose it is now
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  setInterval(() => phones.forEach((phone) => phone.forgetOld()), 60000);
  start();
})();
