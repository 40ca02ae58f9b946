# One image for web server, workers and beat.
FROM node:20-bookworm-slim AS npm
WORKDIR /srv/megdan
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends gettext libgdal32 tilemaker \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/megdan
COPY ops/locks/run.txt ops/locks/run.txt
RUN pip install --no-cache-dir --require-hashes --no-deps --only-binary=:all: \
        -r ops/locks/run.txt
COPY . .
COPY --from=npm /srv/megdan/node_modules node_modules
RUN for source in locale/*/LC_MESSAGES/*.po hub/django_words/*/LC_MESSAGES/*.po; do \
        msgfmt --check-format -o "${source%.po}.mo" "$source"; \
    done \
 && mkdir -p var/static var/basemap /tmp/home \
 && chown -R www-data:www-data var /tmp/home
ENV DJANGO_SETTINGS_MODULE=hub.settings.prod \
    VAR_DIR=/srv/megdan/var \
    HOST=0.0.0.0 \
    PORT=8000 \
    HOME=/tmp/home \
    PYTHONUNBUFFERED=1
USER www-data
EXPOSE 8000
CMD ["gunicorn", "--config", "ops/gunicorn.conf.py"]
