-- Subscribes with the port at which TouchOSC receives, again and again, and shows what comes back.
local PORT = 9000
local AGAIN = 5000 -- ms between two subscriptions: they lapse after 30 s
local GONE = 2000 -- ms without a ping (two come each second): the bridge is gone
local asked, heard = -AGAIN, -GONE

local function find(name) return self:findByName(name, true) end
local function say(name, text) find(name).values.text = tostring(text) end

local show = {
  ['/bridge/leader'] = function(a) say('leader', a[1].value) end,
  ['/bridge/tempo'] = function(a) say('tempo', string.format('%.1f', a[1].value)) end,
  ['/bridge/state'] = function(a) say('state', a[1].value) end,
  ['/bridge/transport'] = function(a) say('transport', a[1].value) end,
  ['/bridge/song'] = function(a) say('song', a[1].value) end,
  ['/bridge/error'] = function(a) say('error', a[1].value) end,
  ['/bridge/beat'] = function(a) say('beat', a[2].value .. ' | ' .. a[1].value) end,
  ['/bridge/ping'] = function() heard = getMillis() end,
  ['/bridge/buses'] = function(a)
    for i = 1, 8 do
      local name = a[i] and a[i].value or ''
      find('lead' .. i).tag = name -- what the button sends
      say('leadname' .. i, name)
    end
  end,
}

function update()
  local now = getMillis()
  if now - asked >= AGAIN then
    asked = now
    sendOSC({ '/bridge/subscribe', { { tag = 'i', value = PORT } } })
  end
  say('there', now - heard < GONE and 'bridge' or 'no bridge')
end

function onReceiveOSC(message)
  local shown = show[message[1]]
  if shown then shown(message[2]) end
  return shown ~= nil
end
